package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.FLAG;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT64;

import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.codec.DictCodec;

/**
 * Something that holds a GPU.
 *
 * @param gpu UUID
 * @param pid 0 for what the driver counts to no process of this host
 * @param kind {@code compute graphics mps device unread}
 * @param userUnit the unit of its user's own systemd
 * @param bytes GPU memory; empty where nobody tells
 * @param tolerated whether it may stay when the GPU changes hands
 */
public record HolderInfo(
    String gpu,
    long pid,
    String kind,
    String command,
    Optional<String> unit,
    Optional<String> session,
    Optional<String> userUnit,
    OptionalLong bytes,
    boolean tolerated) {
  public static final DictCodec<HolderInfo> CODEC =
      DictCodec.of(
          fields ->
              new HolderInfo(
                  fields.required("gpu", TEXT, HolderInfo::gpu),
                  fields.required("pid", UINT32, HolderInfo::pid),
                  fields.required("kind", TEXT, HolderInfo::kind),
                  fields.required("command", TEXT, HolderInfo::command),
                  fields.required("unit", TEXT.or(""), HolderInfo::unit),
                  fields.required("session", TEXT.or(""), HolderInfo::session),
                  fields.required("user-unit", TEXT.or(""), HolderInfo::userUnit),
                  fields.optionalNumber("bytes", UINT64, HolderInfo::bytes),
                  fields.required("tolerated", FLAG, HolderInfo::tolerated)));
}
