/** D-Bus values, signatures and messages: Java objects to bytes and back, checked both ways. */
@NullMarked
package org.dubnium.bus.wire;

import org.jspecify.annotations.NullMarked;
