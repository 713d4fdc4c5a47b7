package org.dubnium.fleet.domain;

/**
 * The condition of a host's mode as a number that grows with its gravity: 0 settled, 1 transitioning, 2
 * degraded, 3 failed-transition, 4 for what is unknown.
 */
public final class ModeCondition {

  private static final double FAILED = 3;

  private ModeCondition() {}

  /**
   * The number of a condition.
   *
   * @param condition the property {@code Condition} of {@code org.dubnium.ModeController}
   */
  public static double of(String condition) {
    return switch (condition) {
      case "settled" -> 0;
      case "transitioning" -> 1;
      case "degraded" -> 2;
      case "failed-transition" -> FAILED;
      default -> 4;
    };
  }

  static Severity severity(double value) {
    return value < FAILED ? Severity.WARNING : Severity.ERROR;
  }

  static String words(double value) {
    return "the condition of its mode is "
        + Decimals.text(value)
        + " (1 transitioning, 2 degraded, 3 failed-transition, 4 unknown)";
  }
}
