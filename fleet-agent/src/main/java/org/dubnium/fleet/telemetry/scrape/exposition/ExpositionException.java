package org.dubnium.fleet.telemetry.scrape.exposition;

/** What an exporter sent is not in the format that it claims, or more than is read. */
public final class ExpositionException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 40;

  private final int line;

  ExpositionException(int line, String what) {
    super("cannot read line " + line + ": " + what);
    this.line = line;
  }

  /**
   * Of the text as a whole.
   *
   * @param message begins with "cannot"
   */
  public ExpositionException(String message) {
    super(message);
    this.line = 0;
  }

  /** Number of the line that is wrong, from 1; 0 for the text as a whole. */
  public int line() {
    return line;
  }

  /**
   * A piece of the text, fit for a message: short, and without characters that a terminal obeys.
   */
  static String shown(byte[] text, int from, int to) {
    StringBuilder shown = new StringBuilder("'");
    for (int i = from; i < Math.min(to, from + SHOWN); i++) {
      shown.append(text[i] >= ' ' && text[i] < 0x7f ? (char) text[i] : '?');
    }
    return shown.append(to - from > SHOWN ? "…'" : "'").toString();
  }
}
