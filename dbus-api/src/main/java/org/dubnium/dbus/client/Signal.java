package org.dubnium.dbus.client;

import org.dubnium.dbus.wire.Arguments;
import org.dubnium.dbus.wire.ObjectPath;

/**
 * A signal that arrived.
 *
 * @param sender unique name
 */
public record Signal(
    String sender, ObjectPath path, String interfaceName, String member, Arguments arguments) {}
