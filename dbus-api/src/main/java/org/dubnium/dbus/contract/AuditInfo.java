package org.dubnium.dbus.contract;

import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * What a verification of the audit log found.
 *
 * @param firstBrokenLine of {@code file}, from 1; 0 if the chain holds
 * @param first number of the first entry that is there
 * @param last number of the last entry that was read
 * @param hash of that one
 */
public record AuditInfo(
    boolean ok,
    long entries,
    long firstBrokenLine,
    String file,
    String message,
    long first,
    long last,
    String hash)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .bool("ok", ok)
        .uint64("entries", entries)
        .uint64("first-broken-line", firstBrokenLine)
        .string("file", file)
        .string("message", message)
        .uint64("first-entry", first)
        .uint64("last-entry", last)
        .string("last-hash", hash)
        .toMap();
  }
}
