package org.dubnium.fleet.telemetry.scrape.exposition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines, to the byte, however they come. */
class LinesTest {

  /** Each line as it is held, behind it … if it is longer and ¶ if a line feed ends it. */
  private static List<String> lines(String text, int lineBytes, int piece)
      throws IOException, ExpositionException {
    InputStream in =
        new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(length, piece));
          }
        };
    LineReader reader = new LineReader(in, new Limits(1_000_000, 1_000, lineBytes, 9));
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      String line =
          new String(reader.buffer(), reader.start(), reader.end() - reader.start(), ISO_8859_1);
      lines.add(line + (reader.isCut() ? "+" : "") + (reader.isTerminated() ? "|" : ""));
      assertEquals(lines.size(), reader.number());
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 1_000})
  void linesOfAnyLengthComeInAnyPieces(int piece) throws Exception {
    assertEquals(
        List.of("1234|", "12345|", "12345+|", "|", "12345|", "12345+|", "12345+|", "x|", "12345"),
        lines(
            "1234\n12345\n123456\n\n12345\r\n123456\r\n" + "1234567890123456789\nx\n12345",
            5,
            piece));
    assertEquals(List.of("12345+"), lines("123456", 5, piece));
    assertEquals(List.of("12345+"), lines("1234567890", 5, piece));
    assertEquals(List.of("a|", "12345+"), lines("a\n1234567890", 5, piece));
    assertEquals(List.of("12345+|", "b"), lines("1234567890\nb", 5, piece));
    assertEquals(List.of("\r|", "a"), lines("\r\r\na\r", 5, piece));
    assertEquals(List.of(), lines("", 5, piece));
    assertEquals(List.of("|"), lines("\n", 5, piece));
  }

  /** Longer than the buffer at first: it grows, and moves what is in it. */
  @ParameterizedTest
  @ValueSource(ints = {100, 4_096, 100_000})
  void theBufferGrowsToTheLongestLine(int piece) throws Exception {
    String line = "0123456789".repeat(3_000);
    assertEquals(
        List.of("short|", line + "|", "short|", line + "|", "end"),
        lines("short\n" + line + "\nshort\n" + line + "\nend", 30_000, piece));
    assertEquals(
        List.of("short|", line.substring(0, 256) + "+|", "end"),
        lines("short\n" + line.repeat(2) + "\nend", 20_000, piece));
  }

  @ParameterizedTest
  @CsvSource({"a, a", "ï»¿a, a", "ï»¿, ''", "ï»a, ï»a", "ï»ÿa, ï»ÿa", "ïa, ïa", "þa, þa", "ÿa, ÿa", "aÿ, aÿ", "aþ, aþ"})
  void aMarkIsThreeBytes(String text, String line) throws Exception {
    assertEquals(List.of(line + "|", text + "|"), lines(text + "\n" + text + "\n", 99, 99));
  }

  @ParameterizedTest
  @ValueSource(strings = {"þÿ", "ÿþ", "\0a", "a\0", "þÿx"})
  void anotherEncodingShowsInTheFirstTwoBytes(String text) {
    ExpositionException refused =
        assertThrows(ExpositionException.class, () -> lines(text + "\n", 99, 99));
    assertEquals(1, refused.line());
  }

  @Test
  void bytesAndLinesAreCountedToTheLast() throws Exception {
    byte[] text = "a 1\nb 2\n".getBytes(ISO_8859_1);
    assertEquals(2, CollectedSamples.parse(text, Format.TEXT, new Limits(8, 2, 9, 0)).size());
    assertThrows(
        ExpositionException.class, () -> CollectedSamples.parse(text, Format.TEXT, new Limits(7, 2, 9, 0)));
    assertThrows(
        ExpositionException.class, () -> CollectedSamples.parse(text, Format.TEXT, new Limits(8, 1, 9, 0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "z", "A", "Z", "_", ":", "a0", "a9", "aZz_:9"})
  void namesOfMetrics(String name) throws Exception {
    assertEquals(name, CollectedSamples.text(name + " 1").getFirst().name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "@", "[", "`", "{", "/", ";", "a/", "a:@"})
  void whatIsNoNameOfAMetric(String name) throws Exception {
    assertEquals(1, CollectedSamples.collect(name + " 1\n").flaws.size());
  }

  @Test
  void messagesShowFortyCharacters() {
    byte[] text = ("~" + "x".repeat(39) + "yy").getBytes(ISO_8859_1);
    assertEquals("'~" + "x".repeat(39) + "'", ExpositionException.shown(text, 0, 40));
    assertEquals("'~" + "x".repeat(39) + "…'", ExpositionException.shown(text, 0, 41));
    assertEquals("'xy'", ExpositionException.shown(text, 39, 41));
    assertEquals("' ??'", ExpositionException.shown(" \u001f\u007f".getBytes(ISO_8859_1), 0, 3));
  }
}
