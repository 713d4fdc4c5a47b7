package org.dubnium.fleet.telemetry.scrape.exposition;

import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.collect;
import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.parse;
import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.sample;
import static org.dubnium.fleet.telemetry.scrape.exposition.CollectedSamples.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other encodings than UTF-8, and texts that are too much. */
class ExpositionBoundsTest {

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
    assertEquals(0, collect("\ufeff# TYPE a gauge\n").flaws.size());
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
    CollectedSamples kept = collect("a{x=\"" + "z".repeat(257) + "\"} 1\na{x=\"" + "z".repeat(255) + "\"} 1\n");
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
      CollectedSamples kept = collect(text, Format.TEXT, limits);
      assertEquals(List.of(sample("b", 1), sample("b", 2)), kept.samples);
      assertEquals(1, kept.flaws.size());
      assertTrue(
          kept.flaws.getFirst().what().startsWith("line 2 (a): "), kept.flaws.toString());
    }
  }

  @Test
  void aCommentThatIsTooLongIsNoFlaw() throws Exception {
    assertEquals(0, collect("# HELP a " + "b".repeat(200_000) + "\na 1\n").flaws.size());
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
            () -> new ExpositionParser(limits).parse(endless, Format.TEXT, new CollectedSamples()));
    assertEquals(5001, wrong.line());
  }
}
