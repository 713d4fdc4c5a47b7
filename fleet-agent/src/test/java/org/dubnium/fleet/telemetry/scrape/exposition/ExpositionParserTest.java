package org.dubnium.fleet.telemetry.scrape.exposition;

import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.collect;
import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.open;
import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.parse;
import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.sample;
import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    assertEquals(1, collect("a{x=\"\\d\"} 1\n").flaws.size());
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
    CollectedSamples kept = collect("ok 1\n\n" + line + "\nok 2\n");
    assertEquals(List.of(sample("ok", 1), sample("ok", 2)), kept.samples);
    assertEquals(1, kept.flaws.size());
    assertTrue(kept.flaws.getFirst().what().startsWith("line 3"), kept.flaws.toString());
  }

  @Test
  void aWrongLineNamesItsMetricAndWhetherItIsWanted() throws Exception {
    CollectedSamples kept = collect("unwanted{x=\"1\"} ERROR\na{x=\"1\"} ERROR\n? 1\n");
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
    assertTrue(collect("a 1\nunwanted{x=\"1").flaws.getFirst().wanted());
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
    CollectedSamples kept =
        collect(text.getBytes(StandardCharsets.UTF_8), Format.OPEN_METRICS, Limits.DEFAULT);
    assertEquals(List.of(), kept.samples);
    assertTrue(kept.flaws.getFirst().wanted());
  }

  @Test
  void messageShowsNothingThatATerminalObeys() throws Exception {
    String message =
        collect("a \u001b[31m\u0007" + "9".repeat(500) + "x\n").flaws.getFirst().what();
    assertTrue(message.chars().noneMatch(c -> c < ' '), message);
    assertTrue(message.length() < 120, message);
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
    CollectedSamples kept = new CollectedSamples();
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
