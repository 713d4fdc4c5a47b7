package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.Map;
import org.dubnium.dbus.wire.Dict;
import org.dubnium.dbus.wire.Variant;

/** An XID event of a GPU. */
public record XidInfo(long xid, Instant at) implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict().uint32("xid", xid).uint64("at", Micros.of(at)).toMap();
  }
}
