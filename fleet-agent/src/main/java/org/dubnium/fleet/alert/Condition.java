package org.dubnium.fleet.alert;

import java.util.Locale;
import java.util.Optional;

/** How a value is compared with a threshold. The names are those of the HTTP API and are stored. */
public enum Condition {
  GT(">"),
  LT("<"),
  EQ("="),
  GTE("≥"),
  LTE("≤");

  private final String symbol;

  Condition(String symbol) {
    this.symbol = symbol;
  }

  /** Whether the comparison holds; both numbers are finite. */
  public boolean holds(double value, double threshold) {
    return switch (this) {
      case GT -> value > threshold;
      case LT -> value < threshold;
      case EQ -> value == threshold;
      case GTE -> value >= threshold;
      case LTE -> value <= threshold;
    };
  }

  /** The mathematical symbol. */
  public String symbol() {
    return symbol;
  }

  /** {@code gt} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Condition> parse(String text) {
    for (Condition condition : values()) {
      if (condition.text().equals(text)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }
}
