package org.dubnium.bus.client;

import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;

/**
 * A signal that arrived.
 *
 * @param sender unique name
 */
public record Signal(
    String sender, ObjectPath path, String interfaceName, String member, Arguments arguments) {}
