package org.dubnium.dbus.contract;

import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * A mode of this host.
 *
 * @param overlay mode that it lies on
 * @param target systemd target
 * @param rank the higher, the more it disrupts
 */
public record ModeInfo(String name, Optional<String> overlay, Optional<String> target, int rank)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .string("name", name)
        .string("overlay", overlay.orElse(""))
        .string("target", target.orElse(""))
        .uint32("rank", rank)
        .toMap();
  }
}
