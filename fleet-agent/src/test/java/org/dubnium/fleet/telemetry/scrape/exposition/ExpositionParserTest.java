package org.dubnium.fleet.telemetry.scrape.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionParserTest {

  /** Takes every sample but those of a name. */
  private static final class Kept implements SampleSink {
    private final List<Sample> samples = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();

    @Override
    public boolean wants(String name) {
      return !name.startsWith("unwanted");
    }

    @Override
    public List<String> labels() {
      return List.of("x", "y", "le");
    }

    @Override
    public void take(Sample sample) {
      samples.add(sample);
    }

    @Override
    public void passedOver(Flaw flaw) {
      flaws.add(flaw);
    }
  }

  private static List<Sample> parse(byte[] text, Format format, Limits limits)
      throws IOException, ExpositionException {
    return kept(text, format, limits).samples;
  }

  private static Kept kept(byte[] text, Format format, Limits limits)
      throws IOException, ExpositionException {
    Kept kept = new Kept();
    new ExpositionParser(limits).parse(new ByteArrayInputStream(text), format, kept);
    return kept;
  }

  private static Kept kept(String text) throws IOException, ExpositionException {
    return kept(text.getBytes(StandardCharsets.UTF_8), Format.TEXT, Limits.DEFAULT);
  }

  private static List<Sample> text(String text) throws IOException, ExpositionException {
    return parse(text.getBytes(StandardCharsets.UTF_8), Format.TEXT, Limits.DEFAULT);
  }

  private static List<Sample> open(String text) throws IOException, ExpositionException {
    return parse(text.getBytes(StandardCharsets.UTF_8), Format.OPEN_METRICS, Limits.DEFAULT);
  }

  private static Sample sample(String name, double value, String... labels) {
    return new Sample(name, new Labels(List.of(labels)), value);
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("a 1", sample("a", 1)),
        Arguments.of("a{} 1", sample("a", 1)),
        Arguments.of("  a\t 1  ", sample("a", 1)),
        Arguments.of("a:b_9 1 1795247090000", sample("a:b_9", 1)),
        Arguments.of("a 1 -3", sample("a", 1)),
        Arguments.of("a_total{x=\"1\"} 2.5", sample("a_total", 2.5, "x", "1")),
        Arguments.of("a{x=\"1\", y=\"2\",} 3", sample("a", 3, "x", "1", "y", "2")),
        Arguments.of("a { x = \"1\" , y = \"2\" } 3", sample("a", 3, "x", "1", "y", "2")),
        Arguments.of("a{x=\"\"}1", sample("a", 1, "x", "")),
        Arguments.of(
            "a{x=\"q\\\"b\\\\n\\n}, #\"} 1", sample("a", 1, "x", "q\"b\\n\n}, #")),
        Arguments.of("a{x=\"Käse 🧀\"} 1", sample("a", 1, "x", "Käse 🧀")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void readsALine(String line, Sample expected) throws Exception {
    assertEquals(List.of(expected), text(line + "\n"));
    assertEquals(List.of(expected), text(line));
    assertEquals(List.of(expected), open(line + "\n# EOF\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.5, -0.5",
    "+7, 7",
    "612.204000, 612.204",
    ".5, 0.5",
    "5., 5",
    "9.883194368e+09, 9883194368",
    "1E-3, 0.001",
    "999999999999999, 999999999999999",
    "9223372036854775794, 9223372036854775807",
    "0.1234567890123456789, 0.12345678901234568",
    "1e400, Infinity",
    "NaN, NaN",
    "nan, NaN",
    "Inf, Infinity",
    "+Inf, Infinity",
    "-Inf, -Infinity",
    "+inf, Infinity"
  })
  void readsANumber(String number, double expected) throws Exception {
    assertEquals(expected, text("a " + number).getFirst().value());
  }

  /** Every number that Go prints is read as Java does. */
  @Test
  void readsNumbersExactly() {
    java.util.Random random = new java.util.Random(1);
    for (int i = 0; i < 20_000; i++) {
      String number =
          switch (i % 3) {
            case 0 -> Double.toString(random.nextDouble() * 1000);
            case 1 -> Long.toString(random.nextLong());
            default -> random.nextInt(100_000) + "." + random.nextInt(1_000_000);
          };
      byte[] bytes = number.getBytes(StandardCharsets.US_ASCII);
      assertEquals(Double.parseDouble(number), Numbers.parse(bytes, 0, bytes.length), number);
    }
  }

  @Test
  void readsFamiliesCommentsAndBlankLines() throws Exception {
    String text =
        """
        # HELP a What it is: {"#} \\n anything.
        # TYPE a counter

        a 1
        # A remark, and then an empty one.
        #
        unwanted{x="1"} 5
        # TYPE b untyped
        b{x="y"} 2
        b 3
        """;
    assertEquals(List.of(sample("a", 1), sample("b", 2, "x", "y"), sample("b", 3)), text(text));
  }

  @Test
  void passesOverExemplars() throws Exception {
    String text =
        """
        # TYPE a histogram
        # UNIT a seconds
        a_bucket{le="0.1"} 8 # {} 0.054
        a_bucket{le="1.0"} 11 1795247090.5 # {trace="KOO5S4",x="#"} 0.67 1795247090.3
        # EOF
        """;
    assertEquals(
        List.of(sample("a_bucket", 8, "le", "0.1"), sample("a_bucket", 11, "le", "1.0")),
        open(text));
  }

  @Test
  void escapeOfAnyCharacterIsOpenMetricsAlone() throws Exception {
    assertEquals(List.of(sample("a", 1, "x", "d")), open("a{x=\"\\d\"} 1\n# EOF"));
    assertEquals(1, kept("a{x=\"\\d\"} 1\n").flaws.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a ",
        "a{",
        "a{}",
        "a{x} 1",
        "a{x=} 1",
        "a{x=1} 1",
        "a{x=\"1} 1",
        "a{x=\"1\\",
        "a{x=\"1\\\"} 1",
        "a{x=\"1\"y=\"2\"} 1",
        "a{,} 1",
        "a{x=\"1\",,} 1",
        "a{1x=\"1\"} 1",
        "a{x:y=\"1\"} 1",
        "a{x=\"1\",x=\"2\"} 1",
        "unwanted{x=\"1} 1",
        "{x=\"1\"} 1",
        "9a 1",
        "ä 1",
        "a-b 1",
        "a one",
        "a 1,5",
        "a 0x10",
        "a 1f",
        "a 1_000",
        "a --1",
        "a 1e",
        "a 1.2.3",
        "a .",
        "a -",
        "a 1 then",
        "a 1 2 3",
        "a 1 # {} 1",
        "# TYPE a",
        "# TYPE a number",
        "# TYPE a gauge really",
        "# TYPE 9 gauge",
        "# HELP",
        "# HELP a-b text",
        "<html><body>Not found</body></html>"
      })
  void aLineThatIsWrongCostsNoOtherAndIsNamed(String line) throws Exception {
    Kept kept = kept("ok 1\n\n" + line + "\nok 2\n");
    assertEquals(List.of(sample("ok", 1), sample("ok", 2)), kept.samples);
    assertEquals(1, kept.flaws.size());
    assertTrue(kept.flaws.getFirst().what().startsWith("line 3"), kept.flaws.toString());
  }

  @Test
  void aWrongLineNamesItsMetricAndWhetherItIsWanted() throws Exception {
    Kept kept = kept("unwanted{x=\"1\"} ERROR\na{x=\"1\"} ERROR\n? 1\n");
    assertEquals(
        List.of(
            new Flaw("line 1 (unwanted): the value 'ERROR' is not a number", false),
            new Flaw("line 2 (a): the value 'ERROR' is not a number", true),
            new Flaw("line 3: '? 1' does not begin with the name of a metric", false)),
        kept.flaws);
  }

  /** Nobody knows what the end of a text that is cut off would have said. */
  @Test
  void aLastLineThatIsCutOffMayHaveBeenWanted() throws Exception {
    assertTrue(kept("a 1\nunwanted{x=\"1").flaws.getFirst().wanted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a 1\n", "# EOF\na 1", "# EOF\n\n"
      })
  void openMetricsThatIsCutOffOrContinuedFails(String text) {
    assertThrows(ExpositionException.class, () -> open(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 1 # 5\n# EOF", "a 1 # {x=\"1\"}\n# EOF"})
  void anExemplarThatIsWrongCostsItsLine(String text) throws Exception {
    Kept kept =
        kept(text.getBytes(StandardCharsets.UTF_8), Format.OPEN_METRICS, Limits.DEFAULT);
    assertEquals(List.of(), kept.samples);
    assertTrue(kept.flaws.getFirst().wanted());
  }

  @Test
  void messageShowsNothingThatATerminalObeys() throws Exception {
    String message =
        kept("a \u001b[31m\u0007" + "9".repeat(500) + "x\n").flaws.getFirst().what();
    assertTrue(message.chars().noneMatch(c -> c < ' '), message);
    assertTrue(message.length() < 120, message);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatIsNotUtf8IsLatin1() throws Exception {
    assertEquals(
        List.of(sample("a", 1, "x", "caf\u00e9"), sample("a", 2, "x", "K\u00e4se")),
        parse(
            latin1("# caf\u00e9\na{x=\"caf\u00e9\"} 1\na{x=\"K\u00c3\u00a4se\"} 2\n"),
            Format.TEXT,
            Limits.DEFAULT));
  }

  @Test
  void endsOfLinesMayBeThoseOfWindows() throws Exception {
    assertEquals(
        List.of(sample("a", 1, "x", "1"), sample("b", 2)),
        text("# TYPE a gauge\r\na{x=\"1\"} 1\r\n\r\nb 2\r\n"));
    assertEquals(List.of(sample("b", 2)), text("b 2\r"));
  }

  @Test
  void aMarkOfUtf8IsNoPartOfTheText() throws Exception {
    assertEquals(List.of(sample("a", 1)), text("\ufeffa 1\n"));
    assertEquals(0, kept("\ufeff# TYPE a gauge\n").flaws.size());
  }

  static Stream<byte[]> otherEncodings() {
    return Stream.of(
        "a 1\n".getBytes(StandardCharsets.UTF_16),
        "a 1\n".getBytes(StandardCharsets.UTF_16BE),
        "a 1\n".getBytes(StandardCharsets.UTF_16LE),
        "\ufeffa 1\n".getBytes(StandardCharsets.UTF_16LE),
        "a 1\n".getBytes(java.nio.charset.Charset.forName("UTF-32LE")));
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void anotherEncodingIsRefusedInWords(byte[] text) {
    ExpositionException wrong =
        assertThrows(
            ExpositionException.class, () -> parse(text, Format.TEXT, Limits.DEFAULT));
    assertTrue(String.valueOf(wrong.getMessage()).contains("UTF-16"), wrong.getMessage());
  }

  @Test
  void ofLabelsThatNobodyWantsNothingIsKept() throws Exception {
    String huge = "z".repeat(60_000);
    assertEquals(
        List.of(sample("a", 1, "x", "1")),
        text("a{other=\"" + huge + "\",x=\"1\",more=\"" + "ä".repeat(99) + "\"} 1\n"));
  }

  @Test
  void aValueOfALabelThatIsWantedIsBounded() throws Exception {
    Kept kept = kept("a{x=\"" + "z".repeat(257) + "\"} 1\na{x=\"" + "z".repeat(255) + "\"} 1\n");
    assertEquals(1, kept.samples.size());
    assertTrue(kept.flaws.getFirst().what().contains("label x"), kept.flaws.toString());
  }

  static Stream<Arguments> tooMuch() {
    return Stream.of(
        Arguments.of(new Limits(30, 99, 99, 9), "a 1\n".repeat(8), 1),
        Arguments.of(new Limits(999, 3, 99, 9), "a 1\n".repeat(4), 4),
        Arguments.of(new Limits(40_000, 99, 10, 9), "a 1\n" + "x".repeat(50_000), 2));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void moreThanTheLimitsFails(Limits limits, String text, int line) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ExpositionException wrong =
        assertThrows(ExpositionException.class, () -> parse(bytes, Format.TEXT, limits));
    assertEquals(line, wrong.line());
  }

  static Stream<Arguments> lineThatIsTooMuch() {
    return Stream.of(
        Arguments.of(new Limits(1 << 20, 99, 10, 9), "a{x=\"" + "1".repeat(20_000) + "\"} 1"),
        Arguments.of(new Limits(1 << 20, 99, 10, 9), "a{x=\"12345"),
        Arguments.of(new Limits(1 << 20, 99, 10, 9), "a{x=\"1\"} 12"),
        Arguments.of(new Limits(1 << 20, 99, 99, 1), "a{x=\"1\",y=\"2\"} 1"),
        Arguments.of(new Limits(1 << 20, 99, 99, 1), "a{z=\"1\",z=\"2\"} 1"));
  }

  @ParameterizedTest
  @MethodSource("lineThatIsTooMuch")
  void aLineThatIsTooMuchIsPassedOver(Limits limits, String line) throws Exception {
    for (String end : List.of("\n", "\r\n")) {
      byte[] text = ("b 1" + end + line + end + "b 2" + end).getBytes(StandardCharsets.UTF_8);
      Kept kept = kept(text, Format.TEXT, limits);
      assertEquals(List.of(sample("b", 1), sample("b", 2)), kept.samples);
      assertEquals(1, kept.flaws.size());
      assertTrue(
          kept.flaws.getFirst().what().startsWith("line 2 (a): "), kept.flaws.toString());
    }
  }

  @Test
  void aCommentThatIsTooLongIsNoFlaw() throws Exception {
    assertEquals(0, kept("# HELP a " + "b".repeat(200_000) + "\na 1\n").flaws.size());
  }

  @Test
  void whatFillsTheLimitsPasses() throws Exception {
    String text = "a{x=\"1\"} 1\n".repeat(3);
    Limits limits = new Limits(text.length(), 3, 10, 1);
    assertEquals(
        3, parse(text.getBytes(StandardCharsets.UTF_8), Format.TEXT, limits).size());
  }

  /** A stream that gives one byte at a time, and never ends. */
  @Test
  void endlessStreamIsGivenUp() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return '\n';
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            buffer[offset] = '\n';
            return 1;
          }
        };
    Limits limits = new Limits(1 << 20, 5000, 100, 1);
    ExpositionException wrong =
        assertThrows(
            ExpositionException.class,
            () -> new ExpositionParser(limits).parse(endless, Format.TEXT, new Kept()));
    assertEquals(5001, wrong.line());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void linesMayComeInAnyPieces(int piece) throws Exception {
    String text = "# HELP a b\na{z=\"" + "y".repeat(9000) + "\"} 1\nb 2\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    InputStream pieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, piece));
          }
        };
    Kept kept = new Kept();
    new ExpositionParser(Limits.DEFAULT).parse(pieces, Format.TEXT, kept);
    assertEquals(Set.of("a", "b"), Set.copyOf(kept.samples.stream().map(Sample::name).toList()));
  }

  /** No text of bytes that are likely to mean something makes it fail in any other way. */
  @Test
  void hostileTextNeverBreaksIt() throws IOException {
    java.util.Random random = new java.util.Random(7);
    byte[] alphabet = "a{}=\",\\ #\n1.e+-NTYPEOF\u00e4".getBytes(StandardCharsets.UTF_8);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] text = new byte[random.nextInt(40)];
      for (int j = 0; j < text.length; j++) {
        text[j] = alphabet[random.nextInt(alphabet.length)];
      }
      try {
        var _ =
            parse(text, i % 2 == 0 ? Format.TEXT : Format.OPEN_METRICS, new Limits(64, 9, 32, 3));
        accepted++;
      } catch (ExpositionException e) {
        assertTrue(e.line() >= 0);
      }
    }
    assertTrue(accepted > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; version=0.0.4; charset=utf-8, TEXT",
    "application/openmetrics-text; version=1.0.0; charset=utf-8, OPEN_METRICS",
    "APPLICATION/OpenMetrics-Text, OPEN_METRICS",
    "text/html, TEXT",
    ", TEXT"
  })
  void contentTypeTellsTheFormat(String contentType, Format expected) {
    assertEquals(expected, Format.of(contentType));
  }
}
