@NullMarked
package org.dubnium.fleet.app;

import org.jspecify.annotations.NullMarked;
