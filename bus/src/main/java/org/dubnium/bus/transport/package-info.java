/** A socket to the message bus: address, authentication, framing, bounded buffers. */
@NullMarked
package org.dubnium.bus.transport;

import org.jspecify.annotations.NullMarked;
