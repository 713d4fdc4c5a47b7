package org.dubnium.fleet.telemetry.scrape.exposition;

/**
 * How much is read of one endpoint.
 *
 * @param bytes of the whole text, after decompression
 * @param lines of the whole text, comments included
 * @param lineBytes of one line
 * @param labels of one sample
 */
public record Limits(long bytes, int lines, int lineBytes, int labels) {

  /** Enough for any exporter of one node: they tell some thousand lines, in some hundred KiB. */
  public static final Limits DEFAULT = new Limits(16L << 20, 200_000, 16 << 10, 64);

  public Limits {
    if (bytes < 1 || lines < 1 || lineBytes < 1 || labels < 0) {
      throw new IllegalArgumentException("cannot read anything within limits below 1");
    }
  }
}
