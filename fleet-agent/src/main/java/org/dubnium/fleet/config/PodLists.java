package org.dubnium.fleet.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;

/** Lists of a declaration in which nothing is named twice. */
final class PodLists {

  private final Section section;
  private final Problems problems;

  PodLists(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  /** The texts of an array; those that cannot be used or are there already are noted. */
  List<String> distinct(String key, Function<String, String> turn) {
    List<Value<String>> values = section.texts(key, turn);
    Set<String> seen = new HashSet<>();
    for (Value<String> value : values) {
      if (!seen.add(value.value())) {
        problems.add(value.place(), "cannot name '" + value.value() + "' twice (take one out)");
      }
    }
    return values.stream().map(Value::value).toList();
  }
}
