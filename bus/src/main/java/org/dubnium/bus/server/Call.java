package org.dubnium.bus.server;

import java.util.Objects;
import org.dubnium.bus.transport.Incoming;
import org.dubnium.bus.wire.Arguments;

/**
 * A call to one of our methods, checked against the contract.
 *
 * @param sender unique name of the caller, as the bus says
 * @param uid of the user behind it, as the kernel told the bus
 * @param allowsInteraction whether the caller is prepared to wait while a person authenticates
 */
public record Call(String sender, long uid, boolean allowsInteraction, Arguments arguments) {

  static Call of(Incoming message, long uid) {
    return new Call(
        Objects.requireNonNull(message.sender()),
        uid,
        message.allowsInteraction(),
        message.arguments());
  }
}
