package org.dubnium.dbus.contract;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

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
    boolean tolerated)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    Dict dict =
        new Dict()
            .string("gpu", gpu)
            .uint32("pid", pid)
            .string("kind", kind)
            .string("command", command)
            .string("unit", unit.orElse(""))
            .string("session", session.orElse(""))
            .string("user-unit", userUnit.orElse(""));
    bytes.ifPresent(count -> dict.uint64("bytes", count));
    return dict.bool("tolerated", tolerated).toMap();
  }
}
