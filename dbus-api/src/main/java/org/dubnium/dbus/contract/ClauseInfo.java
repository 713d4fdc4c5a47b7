package org.dubnium.dbus.contract;

import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/** A clause of a contract that does not hold. */
public record ClauseInfo(String clause, String expected, String observed) implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .string("clause", clause)
        .string("expected", expected)
        .string("observed", observed)
        .toMap();
  }
}
