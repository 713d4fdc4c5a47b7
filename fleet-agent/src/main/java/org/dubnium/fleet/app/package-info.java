/** The entry point, and the wiring of all parts. May use every package; no other may use it. */
@NullMarked
package org.dubnium.fleet.app;

import org.jspecify.annotations.NullMarked;
