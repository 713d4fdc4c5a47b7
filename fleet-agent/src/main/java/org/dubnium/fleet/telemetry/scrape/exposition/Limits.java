package org.dubnium.fleet.telemetry.scrape.exposition;

/**
 * How much is read of one endpoint. What has more bytes or lines is not read at all; a line that is
 * too long, or has too many labels, is passed over, and said.
 *
 * @param bytes of the whole text, after decompression
 * @param lines of the whole text, comments included
 * @param lineBytes of one line, which is all of the text that is held at a time
 * @param labels of one sample
 */
public record Limits(long bytes, int lines, int lineBytes, int labels) {

  /** Enough for any exporter of one node: they tell some thousand lines, in some hundred KiB. */
  public static final Limits DEFAULT = new Limits(16L << 20, 200_000, 64 << 10, 256);

  public Limits {
    if (bytes < 1 || lines < 1 || lineBytes < 1 || labels < 0) {
      throw new IllegalArgumentException("cannot read anything within limits below 1");
    }
  }
}
