package org.dubnium.fleet.telemetry.scrape.exposition;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads what exporters send, line by line, so that no more of it is held than one line. A line that
 * is wrong fails the whole: half of a text might say that half of the GPUs are gone. Formats:
 * "Exposition formats" of the Prometheus documentation, and the OpenMetrics 1.0 specification,
 * whose exemplars are passed over.
 */
public final class ExpositionParser {

  /** Types that either format knows; the text format says {@code untyped}, OpenMetrics unknown. */
  private static final Set<String> TYPES =
      Set.of(
          "counter",
          "gauge",
          "histogram",
          "summary",
          "untyped",
          "unknown",
          "info",
          "stateset",
          "gaugehistogram");

  private final Limits limits;

  public ExpositionParser(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads the stream to its end.
   *
   * @throws ExpositionException if it is malformed or exceeds a limit
   * @throws IOException if it cannot be read
   */
  public void parse(InputStream in, Format format, SampleSink sink)
      throws IOException, ExpositionException {
    new Run(format, sink).read(in);
  }

  /** One text. */
  private final class Run {
    private final boolean open;
    private final SampleSink sink;
    private final LabelReader labels;
    private final Cursor cursor = new Cursor();
    private boolean ended;
    private String lastName = "";
    private boolean lastWanted;

    Run(Format format, SampleSink sink) {
      this.open = format == Format.OPEN_METRICS;
      this.sink = sink;
      this.labels = new LabelReader(open, limits.labels());
    }

    void read(InputStream in) throws IOException, ExpositionException {
      LineReader lines = new LineReader(in, limits);
      while (lines.next()) {
        cursor.reset(lines.buffer(), lines.start(), lines.end(), lines.number());
        if (ended) {
          throw cursor.wrong("something is behind # EOF");
        }
        line();
      }
      if (open && !ended) {
        throw new ExpositionException(lines.number(), "# EOF is not behind it: it was cut off");
      }
    }

    private void line() throws ExpositionException {
      cursor.skipBlanks();
      if (cursor.skip('#')) {
        comment();
      } else if (!cursor.atEnd()) {
        sample();
      }
    }

    private void comment() throws ExpositionException {
      if (!cursor.skipBlanks()) {
        return;
      }
      String keyword = cursor.string(cursor.token(), 0);
      switch (keyword) {
        case "HELP", "UNIT" -> familyName();
        case "TYPE" -> {
          familyName();
          String type = cursor.string(cursor.token(), 0);
          cursor.skipBlanks();
          if (!TYPES.contains(type) || !cursor.atEnd()) {
            throw cursor.wrong("# TYPE is not followed by a name and a type");
          }
        }
        case "EOF" -> ended = open;
        default -> {
          // Any other comment is for people.
        }
      }
    }

    private void familyName() throws ExpositionException {
      cursor.skipBlanks();
      cursor.name(true, "the name of a metric");
      if (!cursor.skipBlanks() && !cursor.atEnd()) {
        throw cursor.wrong("the name of a metric has a character that none has");
      }
    }

    private void sample() throws ExpositionException {
      int from = cursor.name(true, "the name of a metric");
      boolean wanted = wanted(from);
      cursor.skipBlanks();
      Labels read = cursor.skip('{') ? labels.read(cursor, wanted) : Labels.NONE;
      cursor.skipBlanks();
      double value = cursor.number("the value");
      cursor.skipBlanks();
      if (!cursor.atEnd() && cursor.peek() != '#') {
        var _ = cursor.number("the time");
        cursor.skipBlanks();
      }
      if (open && cursor.skip('#')) {
        exemplar();
      }
      if (!cursor.atEnd()) {
        throw cursor.wrong("something is behind the sample");
      }
      if (wanted) {
        sink.take(new Sample(lastName, read, value));
      }
    }

    /** Samples of one name follow each other, so the name is made once for all of them. */
    private boolean wanted(int from) {
      if (!cursor.matches(from, lastName)) {
        lastName = cursor.string(from, 0);
        lastWanted = sink.wants(lastName);
      }
      return lastWanted;
    }

    private void exemplar() throws ExpositionException {
      cursor.skipBlanks();
      cursor.expect('{', "at the beginning of an exemplar");
      labels.read(cursor, false);
      cursor.skipBlanks();
      var _ = cursor.number("the value of the exemplar");
      if (cursor.skipBlanks() && !cursor.atEnd()) {
        var _ = cursor.number("the time of the exemplar");
        cursor.skipBlanks();
      }
    }
  }
}
