package org.dubnium.bus.wire;

import java.util.List;

/** The values of one struct, in order. */
public record Struct(List<Object> fields) {

  public Struct {
    fields = List.copyOf(fields);
  }

  public static Struct of(Object... fields) {
    return new Struct(List.of(fields));
  }

  /** The fields with the accessors of {@link Arguments}. */
  public Arguments values() {
    return new Arguments(fields);
  }
}
