/** Records that travel as dictionaries: written to {@code a{sv}} and read from it. */
@NullMarked
package org.dubnium.bus.codec;

import org.jspecify.annotations.NullMarked;
