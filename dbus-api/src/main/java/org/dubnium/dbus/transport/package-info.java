/** A socket to the message bus: address, authentication, framing, bounded buffers. */
@NullMarked
package org.dubnium.dbus.transport;

import org.jspecify.annotations.NullMarked;
