package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * A hold in force.
 *
 * @param mode empty for every mode
 * @param uid of its owner
 * @param pid process that it is tied to; empty if it is tied to its owner's connection
 */
public record HoldInfo(
    long cookie,
    String mode,
    String direction,
    String kind,
    String who,
    String why,
    long uid,
    OptionalLong pid,
    Instant since)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .uint32("cookie", cookie)
        .string("mode", mode)
        .string("direction", direction)
        .string("kind", kind)
        .string("who", who)
        .string("why", why)
        .uint32("uid", uid)
        .uint32("pid", pid.orElse(0))
        .uint64("since", Micros.of(since))
        .toMap();
  }
}
