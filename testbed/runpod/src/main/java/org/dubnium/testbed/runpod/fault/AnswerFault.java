package org.dubnium.testbed.runpod.fault;

/** What goes wrong with one call. */
public enum AnswerFault {
  /** The connection breaks before anything was done. */
  BROKEN_BEFORE_EFFECT(true),
  /** The connection breaks after the call took effect: nobody is told. */
  BROKEN_AFTER_EFFECT(false),
  /** No answer until the client gives up, and nothing was done. */
  TIMED_OUT_BEFORE_EFFECT(true),
  /** No answer until the client gives up, after the call took effect. */
  TIMED_OUT_AFTER_EFFECT(false),
  /** A 5xx, and nothing was done. */
  SERVER_ERROR_BEFORE_EFFECT(true),
  /** A 5xx after the call took effect. */
  SERVER_ERROR_AFTER_EFFECT(false),
  /** 429 with a {@code Retry-After} of some seconds. */
  RATE_LIMITED(true),
  /** 429 without {@code Retry-After}. */
  RATE_LIMITED_WITHOUT_TIME(true),
  /** 429 with a {@code Retry-After} of a year. */
  RATE_LIMITED_FOR_A_YEAR(true),
  /** 401, as if the key were revoked. */
  UNAUTHORIZED(true),
  /** 402: the balance is used up. Creates and starts alone. */
  NO_BALANCE(true),
  /** 400 with a detail and nothing else. Creates and starts alone. */
  NO_CAPACITY(true),
  /** 502 with a page in HTML of something in between, and nothing was done. */
  HTML_BEFORE_EFFECT(true),
  /** The status of success with a page in HTML, after the call took effect. */
  HTML_AFTER_EFFECT(false),
  /** The JSON ends in the middle. */
  CUT_SHORT(false),
  /** The answer goes on for 100 MB. */
  TOO_LARGE(false),
  /** Some values are of another type than described. */
  WRONG_TYPES(false),
  /** Every object has fields that are not described. */
  UNKNOWN_FIELDS(false),
  /** Statuses and actions are words that are not described. */
  UNKNOWN_VALUES(false);

  private final boolean beforeEffect;

  AnswerFault(boolean beforeEffect) {
    this.beforeEffect = beforeEffect;
  }

  /** Whether the call takes no effect. */
  public boolean isBeforeEffect() {
    return beforeEffect;
  }

  /** Whether it is of placing a pod, and of no other call. */
  public boolean isOfPlacement() {
    return this == NO_BALANCE || this == NO_CAPACITY;
  }
}
