package org.dubnium.dbus.contract;

import java.util.Map;
import org.dubnium.dbus.wire.Dict;
import org.dubnium.dbus.wire.Variant;

/**
 * What a verification of the audit log found.
 *
 * @param firstBrokenLine of {@code file}, from 1; 0 if the chain holds
 */
public record AuditInfo(boolean ok, long entries, long firstBrokenLine, String file, String message)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .bool("ok", ok)
        .uint64("entries", entries)
        .uint64("first-broken-line", firstBrokenLine)
        .string("file", file)
        .string("message", message)
        .toMap();
  }
}
