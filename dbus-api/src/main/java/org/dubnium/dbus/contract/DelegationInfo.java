package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * A delegation, or a ticket for one. No secret is in it.
 *
 * @param id its name, for lists, records and {@code RevokeDelegation}
 * @param uid of the person
 * @param session the person's, of logind
 * @param service unit that may ask in their name
 * @param lastUsed empty for a ticket that nobody has redeemed yet
 * @param expires when it ends if it is not used before
 */
public record DelegationInfo(
    String id,
    long uid,
    String user,
    String session,
    String service,
    Instant created,
    Optional<Instant> lastUsed,
    Instant expires)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .string("id", id)
        .uint32("uid", uid)
        .string("user", user)
        .string("session", session)
        .string("service", service)
        .uint64("created", Micros.of(created))
        .uint64("last-used", lastUsed.map(Micros::of).orElse(0L))
        .uint64("expires", Micros.of(expires))
        .toMap();
  }
}
