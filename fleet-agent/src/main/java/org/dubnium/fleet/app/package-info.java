/** The fleet agent's entry point and wiring; alone knows every part. */
@NullMarked
package org.dubnium.fleet.app;

import org.jspecify.annotations.NullMarked;
