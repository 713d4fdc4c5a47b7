package org.dubnium.fleet.domain;

/** A text that must not appear in a log, a message, or the store. */
public final class Secret {

  private static final String HIDDEN = "(hidden)";

  private final String text;

  /**
   * Takes it as it was read.
   *
   * @param text stripped of white space around it, which files tend to end with; not empty
   */
  public Secret(String text) {
    this.text = text.strip();
    if (this.text.isEmpty()) {
      throw new IllegalArgumentException("cannot use an empty secret: see its credential");
    }
  }

  /** The text itself, for whom it is meant. */
  public String reveal() {
    return text;
  }

  /** Replaces the secret where another text quotes it. */
  public String hideIn(String other) {
    return other.replace(text, HIDDEN);
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}
