package org.dubnium.dbus.contract;

import java.util.List;
import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * A guard's verdict.
 *
 * @param verdict {@code pass wait deny error}
 * @param code why, for programs
 * @param message why, for people
 * @param evidence what it saw, one line each
 * @param params numbers and names behind the code
 */
public record GuardInfo(
    String name,
    String verdict,
    String code,
    String message,
    boolean bypassable,
    boolean bypassed,
    List<String> evidence,
    Map<String, Variant> params)
    implements AsDict {

  public GuardInfo {
    evidence = List.copyOf(evidence);
    params = Map.copyOf(params);
  }

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .string("name", name)
        .string("verdict", verdict)
        .string("code", code)
        .string("message", message)
        .bool("bypassable", bypassable)
        .bool("bypassed", bypassed)
        .strings("evidence", evidence)
        .dict("params", params)
        .toMap();
  }
}
