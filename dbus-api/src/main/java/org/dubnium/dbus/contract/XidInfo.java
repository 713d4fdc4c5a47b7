package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * An XID event of a GPU.
 *
 * @param name what the code means, in a few words
 * @param severity {@code critical warning info}
 * @param worst the gravest event that nothing has recovered yet; perhaps this one
 */
public record XidInfo(long xid, Instant at, String name, String severity, Optional<Worst> worst)
    implements AsDict {

  /**
   * The gravest event of a GPU.
   *
   * @param at when it came first
   */
  public record Worst(long xid, Instant at, String name) {}

  @Override
  public Map<String, Variant> asDict() {
    Dict dict =
        new Dict()
            .uint32("xid", xid)
            .uint64("at", Micros.of(at))
            .string("name", name)
            .string("severity", severity);
    worst.ifPresent(
        grave ->
            dict.uint32("worst-xid", grave.xid())
                .uint64("worst-at", Micros.of(grave.at()))
                .string("worst-name", grave.name()));
    return dict.toMap();
  }
}
