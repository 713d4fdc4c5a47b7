package org.dubnium.common.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An object of the configuration, read key by key. Whatever is wrong is noted and reading goes on
 * with a stand-in, which nobody sees, since a configuration with a problem is never used. Keys that
 * nobody asked for are unknown: {@link #finish} says so.
 */
public final class Section {

  /** The longest time that somebody waits. */
  private static final Duration DAY = Duration.ofDays(1);

  /** The longest time that something is kept. */
  private static final Duration DECADE = Duration.ofDays(3650);

  private final Place place;
  private final Map<String, Node> members;
  private final Problems problems;
  private final boolean isStandIn;
  private final Set<String> asked = new TreeSet<>();

  private Section(Place place, Map<String, Node> members, Problems problems, boolean isStandIn) {
    this.place = place;
    this.members = members;
    this.problems = problems;
    this.isStandIn = isStandIn;
  }

  public static Section of(Node node, Problems problems) {
    if (node instanceof Node.Obj(Place place, Map<String, Node> members)) {
      return new Section(place, members, problems, false);
    }
    problems.add(node.place(), "cannot use " + node.shown() + " (write an object, in braces)");
    return new Section(node.place(), Map.of(), problems, true);
  }

  public Place place() {
    return place;
  }

  /** Whether a key is there and not null. */
  public boolean has(String key) {
    return optional(key).isPresent();
  }

  /** Where a key is; where the section is if it has no such key. */
  public Place placeOf(String key) {
    return Optional.ofNullable(members.get(key)).map(Node::place).orElse(place);
  }

  /** Notes every key that was not asked for. */
  public void finish() {
    members.forEach(
        (key, node) -> {
          if (!asked.contains(key)) {
            problems.add(node.place(), "cannot use an unknown key " + Suggestion.among(asked, key));
          }
        });
  }

  /** Every member as a section, where keys are names; one that is null is left out. */
  public Map<String, Section> sections() {
    Map<String, Section> all = new LinkedHashMap<>();
    members.forEach(
        (key, node) -> {
          asked.add(key);
          if (!(node instanceof Node.Null)) {
            all.put(key, of(node, problems));
          }
        });
    return all;
  }

  /** Every member as a string, where keys are names; one that is null is left out. */
  public Map<String, Value<String>> texts() {
    Map<String, Value<String>> all = new LinkedHashMap<>();
    members.forEach(
        (key, node) -> {
          asked.add(key);
          if (!(node instanceof Node.Null)) {
            asText(node).ifPresent(text -> all.put(key, text));
          }
        });
    return all;
  }

  public Section section(String key) {
    return required(key)
        .map(node -> of(node, problems))
        .orElseGet(() -> new Section(place, Map.of(), problems, true));
  }

  public Optional<Section> optionalSection(String key) {
    return optional(key).map(node -> of(node, problems));
  }

  public Optional<Value<String>> requiredText(String key) {
    return required(key).flatMap(this::asText);
  }

  public Optional<Value<String>> optionalText(String key) {
    return optional(key).flatMap(this::asText);
  }

  /** A string turned into something; empty if the key is missing or the string cannot be. */
  public <T> Optional<Value<T>> optionalText(String key, Function<String, T> turn) {
    return optionalText(key).flatMap(text -> turned(text, turn));
  }

  public <T> Optional<Value<T>> requiredText(String key, Function<String, T> turn) {
    return requiredText(key).flatMap(text -> turned(text, turn));
  }

  public boolean flag(String key) {
    return required(key).flatMap(this::asFlag).orElse(false);
  }

  public Optional<Boolean> optionalFlag(String key) {
    return optional(key).flatMap(this::asFlag);
  }

  public long number(String key, long least, long most) {
    return required(key).flatMap(node -> asNumber(node, least, most)).orElse(least);
  }

  public Optional<Long> optionalNumber(String key, long least, long most) {
    return optional(key).flatMap(node -> asNumber(node, least, most));
  }

  /** A number above zero, with a decimal point or without. */
  public Optional<Double> optionalDecimal(String key, int most) {
    return optional(key).flatMap(node -> asDecimal(node, most));
  }

  /** At most a day. Zero stands in, which no duration that is written can be. */
  public Duration duration(String key) {
    return required(key).flatMap(node -> asDuration(node, DAY)).orElse(Duration.ZERO);
  }

  /** A duration of ten years at most. */
  public Duration period(String key) {
    return required(key).flatMap(node -> asDuration(node, DECADE)).orElse(Duration.ZERO);
  }

  public Optional<Duration> optionalDuration(String key) {
    return optional(key).flatMap(node -> asDuration(node, DAY));
  }

  /** One that may be zero. */
  public Duration durationOrNone(String key) {
    return required(key).flatMap(node -> asDurationOrNone(node, DAY)).orElse(Duration.ZERO);
  }

  /** One of several words; empty if the key is missing or the word is none of them. */
  public <T> Optional<T> optionalChoice(String key, Map<String, T> choices) {
    return optionalText(key).flatMap(word -> choice(word, choices));
  }

  /** The elements of an array; none if the key is missing. */
  public List<Node> elements(String key) {
    return optional(key).map(this::asElements).orElse(List.of());
  }

  /** An array of strings, each turned into something; those that cannot be are noted. */
  public <T> List<Value<T>> texts(String key, Function<String, T> turn) {
    List<Value<T>> values = new ArrayList<>();
    for (Node element : elements(key)) {
      asText(element).flatMap(text -> turned(text, turn)).ifPresent(values::add);
    }
    return values;
  }

  /** A string, or a whole number that stands for its digits, turned into something. */
  public <T> Optional<Value<T>> optionalIdentifier(String key, Function<String, T> turn) {
    return optional(key).flatMap(this::asIdentifier).flatMap(text -> turned(text, turn));
  }

  /** An array of strings or whole numbers, each turned into something; those that cannot be are noted. */
  public <T> List<Value<T>> identifiers(String key, Function<String, T> turn) {
    List<Value<T>> values = new ArrayList<>();
    for (Node element : elements(key)) {
      asIdentifier(element).flatMap(text -> turned(text, turn)).ifPresent(values::add);
    }
    return values;
  }

  /** A string of this section's turned into something, noting why it cannot be. */
  public <T> Optional<Value<T>> turned(Value<String> text, Function<String, T> turn) {
    try {
      return Optional.of(new Value<>(text.place(), turn.apply(text.value())));
    } catch (IllegalArgumentException e) {
      problems.add(text.place(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  public <T> Optional<T> choice(Value<String> word, Map<String, T> choices) {
    Optional<T> chosen = Optional.ofNullable(choices.get(word.value()));
    if (chosen.isEmpty()) {
      String suggestion = Suggestion.among(choices.keySet(), word.value());
      problems.add(word.place(), "cannot use '" + word.value() + "' here " + suggestion);
    }
    return chosen;
  }

  public Optional<Value<String>> asText(Node node) {
    if (node instanceof Node.Text(Place at, String value)) {
      return Optional.of(new Value<>(at, value));
    }
    return wrong(node, "write a string, in quotes");
  }

  private Optional<Value<String>> asIdentifier(Node node) {
    if (node instanceof Node.Numeral(Place at, String literal) && literal.matches("\\d{1,18}")) {
      return Optional.of(new Value<>(at, literal));
    }
    return node instanceof Node.Text(Place at, String value)
        ? Optional.of(new Value<>(at, value))
        : wrong(node, "write a string, in quotes, or a whole number");
  }

  private Optional<Boolean> asFlag(Node node) {
    return node instanceof Node.Flag(Place _, boolean value)
        ? Optional.of(value)
        : wrong(node, "write true or false");
  }

  private Optional<Long> asNumber(Node node, long least, long most) {
    if (node instanceof Node.Numeral(Place _, String literal) && literal.matches("-?\\d{1,18}")) {
      long value = Long.parseLong(literal);
      if (value >= least && value <= most) {
        return Optional.of(value);
      }
    }
    return wrong(node, "write a whole number from " + least + " to " + most);
  }

  private Optional<Double> asDecimal(Node node, int most) {
    if (node instanceof Node.Numeral(Place _, String literal)
        && literal.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      double value = Double.parseDouble(literal);
      if (value > 0 && value <= most) {
        return Optional.of(value);
      }
    }
    return wrong(node, "write a number above 0 and up to " + most + ", such as 2.5");
  }

  private Optional<Duration> asDuration(Node node, Duration longest) {
    Optional<Duration> duration = asDurationOrNone(node, longest);
    return duration.filter(Duration::isZero).isPresent()
        ? wrong(node, "write more than nothing, such as \"250ms\"")
        : duration;
  }

  private Optional<Duration> asDurationOrNone(Node node, Duration longest) {
    Optional<Duration> duration =
        node instanceof Node.Text(Place _, String value)
            ? DurationText.parse(value, longest)
            : Optional.empty();
    return duration.isPresent()
        ? duration
        : wrong(node, "write up to "
                + longest.toDays()
                + " d as a number with ms, s, min, h or d, such as \"250ms\"");
  }

  private List<Node> asElements(Node node) {
    return node instanceof Node.Arr(Place _, List<Node> elements)
        ? elements
        : this.<List<Node>>wrong(node, "write an array, in brackets").orElse(List.of());
  }

  private <T> Optional<T> wrong(Node node, String advice) {
    problems.add(node.place(), "cannot use " + node.shown() + " (" + advice + ")");
    return Optional.empty();
  }

  private Optional<Node> required(String key) {
    Optional<Node> found = optional(key);
    if (found.isEmpty() && !isStandIn) {
      problems.add(placeOf(key), "cannot do without '" + key + "' (the shipped defaults have it)");
    }
    return found;
  }

  /** Null says the same as nothing. */
  private Optional<Node> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(members.get(key)).filter(node -> !(node instanceof Node.Null));
  }
}
