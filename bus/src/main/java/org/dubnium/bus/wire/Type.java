package org.dubnium.bus.wire;

import java.util.List;
import java.util.stream.Collectors;

/** One complete type of a signature. */
sealed interface Type {

  /** The type as signatures write it. */
  String text();

  /** A type with a one-letter name, variant included. */
  record Basic(char code) implements Type {
    @Override
    public String text() {
      return String.valueOf(code);
    }
  }

  /** An array of anything but dictionary entries. */
  record Array(Type element) implements Type {
    @Override
    public String text() {
      return "a" + element.text();
    }
  }

  /** An array of dictionary entries. */
  record Dictionary(Basic key, Type value) implements Type {
    @Override
    public String text() {
      return "a{" + key.text() + value.text() + "}";
    }
  }

  /** A struct. */
  record Tuple(List<Type> fields) implements Type {
    public Tuple {
      fields = List.copyOf(fields);
    }

    @Override
    public String text() {
      return fields.stream().map(Type::text).collect(Collectors.joining("", "(", ")"));
    }
  }
}
