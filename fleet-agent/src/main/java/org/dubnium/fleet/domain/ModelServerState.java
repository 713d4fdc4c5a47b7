package org.dubnium.fleet.domain;

import java.util.List;
import java.util.Optional;

/**
 * The state of a host's model server as a number that grows with its gravity: 0 off, 1 ready, 2 asleep, 3
 * loading, 4 stalled, 5 failed.
 */
public final class ModelServerState {

  /** As the mode controller names them, in the order of their numbers. */
  public static final List<String> ALL =
      List.of("off", "ready", "asleep", "loading", "stalled", "failed");

  /** The server ended unasked, or does not start. */
  public static final double FAILED = 5;

  private static final double STALLED = 4;

  private ModelServerState() {}

  /**
   * The number of a state; empty for a word that a later mode controller may have.
   *
   * @param state member {@code state} of the property {@code Server} of {@code
   *     org.dubnium.ModeController.Models}
   */
  public static Optional<Double> of(String state) {
    int index = ALL.indexOf(state);
    return index < 0 ? Optional.empty() : Optional.of((double) index);
  }

  static Severity severity(double value) {
    return value < FAILED ? Severity.WARNING : Severity.ERROR;
  }

  /**
   * What an alert says.
   *
   * @param why the cause in a sentence, where it is known
   */
  static String words(double value, Optional<String> why) {
    String what =
        value >= FAILED
            ? "the model server failed"
            : value >= STALLED ? "the model server makes no progress" : "the model server is " + state(value);
    return what + why.map(text -> ": " + text).orElse("");
  }

  private static String state(double value) {
    return value == Math.rint(value) && value >= 0 ? ALL.get((int) value) : Decimals.text(value);
  }
}
