package org.dubnium.fleet.telemetry.scrape.exposition;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads what exporters send, line by line, so that no more of it is held than one line. A line that
 * is wrong is passed over and told to the sink: what is wrong with one metric must not cost the
 * others, and whoever reads knows that something may be missing. Formats: "Exposition formats" of the
 * Prometheus documentation, and the OpenMetrics 1.0 specification, whose exemplars are passed over.
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
   * @throws ExpositionException if it is cut off, exceeds a limit, or is in another encoding
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

    /** Of the line: its metric, as far as it was read, and whether it may tell something. */
    private String current = "";

    private boolean currentWanted;

    Run(Format format, SampleSink sink) {
      this.open = format == Format.OPEN_METRICS;
      this.sink = sink;
      this.labels = new LabelReader(open, limits.labels(), sink.labels());
    }

    void read(InputStream in) throws IOException, ExpositionException {
      LineReader lines = new LineReader(in, limits);
      while (lines.next()) {
        cursor.reset(lines.buffer(), lines.start(), lines.end(), lines.number());
        if (ended) {
          throw new ExpositionException(lines.number(), "something is behind # EOF");
        }
        current = "";
        currentWanted = !lines.isTerminated();
        try {
          line(lines.isCut());
        } catch (WrongLineException wrong) {
          passOver(wrong);
        }
      }
      if (open && !ended) {
        throw new ExpositionException(lines.number(), "# EOF is not behind it: it was cut off");
      }
    }

    private void passOver(WrongLineException wrong) {
      String of = current.isEmpty() ? "" : " (" + current + ")";
      sink.passedOver(
          new Flaw("line " + wrong.line() + of + ": " + String.valueOf(wrong.getMessage()), currentWanted));
    }

    private void line(boolean cut) throws WrongLineException, ExpositionException {
      cursor.skipBlanks();
      if (cursor.skip('#')) {
        comment();
      } else if (!cursor.atEnd()) {
        sample(cut);
      }
    }

    private void comment() throws WrongLineException {
      if (!cursor.skipBlanks()) {
        return;
      }
      String keyword = cursor.ascii(cursor.token());
      switch (keyword) {
        case "HELP", "UNIT" -> familyName();
        case "TYPE" -> {
          familyName();
          String type = cursor.ascii(cursor.token());
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

    private void familyName() throws WrongLineException {
      cursor.skipBlanks();
      cursor.name(true, "the name of a metric");
      if (!cursor.skipBlanks() && !cursor.atEnd()) {
        throw cursor.wrong("the name of a metric has a character that none has");
      }
    }

    private void sample(boolean cut) throws WrongLineException, ExpositionException {
      int from = cursor.name(true, "the name of a metric");
      boolean wanted = wanted(from);
      current = lastName;
      currentWanted |= wanted;
      if (cut) {
        throw cursor.wrong("it has more than " + limits.lineBytes() + " bytes");
      }
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
        lastName = cursor.ascii(from);
        lastWanted = sink.wants(lastName);
      }
      return lastWanted;
    }

    private void exemplar() throws WrongLineException {
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
