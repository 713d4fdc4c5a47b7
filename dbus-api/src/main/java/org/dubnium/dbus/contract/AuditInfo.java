package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.FLAG;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT64;

import org.dubnium.bus.codec.DictCodec;

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
    String hash) {
  public static final DictCodec<AuditInfo> CODEC =
      DictCodec.of(
          fields ->
              new AuditInfo(
                  fields.required("ok", FLAG, AuditInfo::ok),
                  fields.required("entries", UINT64, AuditInfo::entries),
                  fields.required("first-broken-line", UINT64, AuditInfo::firstBrokenLine),
                  fields.required("file", TEXT, AuditInfo::file),
                  fields.required("message", TEXT, AuditInfo::message),
                  fields.required("first-entry", UINT64, AuditInfo::first),
                  fields.required("last-entry", UINT64, AuditInfo::last),
                  fields.required("last-hash", TEXT, AuditInfo::hash)));
}
