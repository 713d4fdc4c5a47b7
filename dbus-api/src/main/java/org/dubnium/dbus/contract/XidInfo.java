package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.time.Instant;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * An XID event of a GPU.
 *
 * @param name what the code means, in a few words
 * @param severity {@code critical warning info}
 * @param worst the gravest event that nothing has recovered yet; perhaps this one
 */
public record XidInfo(long xid, Instant at, String name, String severity, Optional<Worst> worst) {
  public static final DictCodec<XidInfo> CODEC =
      DictCodec.of(
          fields ->
              new XidInfo(
                  fields.required("xid", UINT32, XidInfo::xid),
                  fields.required("at", TIME, XidInfo::at),
                  fields.required("name", TEXT, XidInfo::name),
                  fields.required("severity", TEXT, XidInfo::severity),
                  fields.optionalInline("worst-xid", Worst.CODEC, XidInfo::worst)));

  /**
   * The gravest event of a GPU.
   *
   * @param at when it came first
   */
  public record Worst(long xid, Instant at, String name) {
    public static final DictCodec<Worst> CODEC =
        DictCodec.of(
            fields ->
                new Worst(
                    fields.required("worst-xid", UINT32, Worst::xid),
                    fields.required("worst-at", TIME, Worst::at),
                    fields.required("worst-name", TEXT, Worst::name)));
  }
}
