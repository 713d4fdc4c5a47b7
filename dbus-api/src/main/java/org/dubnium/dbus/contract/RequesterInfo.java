package org.dubnium.dbus.contract;

import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * Who asked for a job.
 *
 * @param unit systemd unit that they run in
 */
public record RequesterInfo(long uid, String busName, Optional<String> unit) implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .uint32("uid", uid)
        .string("bus-name", busName)
        .string("unit", unit.orElse(""))
        .toMap();
  }
}
