package org.dubnium.fleet.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalEntryTest {

  private static final String BEGIN = "{\"__CURSOR\":\"s=1;i=2\",";

  private static LogEntry parse(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return JournalEntry.parse(new LineInput.Line(bytes, true, bytes.length));
  }

  /** Of the line only so many bytes. */
  private static LogEntry parseBeginning(String line, int bytes) throws IOException {
    byte[] beginning = Arrays.copyOf(line.getBytes(StandardCharsets.UTF_8), bytes);
    return JournalEntry.parse(new LineInput.Line(beginning, false, line.length()));
  }

  @Test
  void allThatAnEntryTells() throws IOException {
    LogEntry entry =
        parse(
            BEGIN
                + "\"__REALTIME_TIMESTAMP\":\"1795262400123456\",\"PRIORITY\":\"3\",\"_PID\":\"17\","
                + "\"SYSLOG_IDENTIFIER\":\"vllm\",\"_COMM\":\"python3\",\"_BOOT_ID\":\"x\",\"MESSAGE\":\"ö\\tb\"}");
    assertEquals(
        new LogEntry(
            Optional.of(Instant.parse("2026-11-21T12:00:00.123456Z")),
            OptionalInt.of(3),
            Optional.of("vllm"),
            OptionalLong.of(17),
            "ö\tb",
            "s=1;i=2"),
        entry);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"hello\" | hello",
        "null | ``",
        "[104,195,182] | hö",
        "[120,27,91,51,49,109,255] | x\u001b[31m\ufffd",
        "[\"first\",\"second\"] | first",
        "[[104,105],\"second\"] | hi",
        "[] | ``",
        "{\"a\":1} | ``",
        "7 | 7",
      })
  void messagesOfEveryKind(String json, String message) throws IOException {
    assertEquals(message, parse(BEGIN + "\"MESSAGE\":" + json + "}").message());
  }

  @Test
  void whatIsNotToldIsEmpty() throws IOException {
    LogEntry entry = parse(BEGIN + "\"_COMM\":\"sh\",\"PRIORITY\":\"9\",\"_PID\":\"-1\"}");
    assertEquals(Optional.empty(), entry.at());
    assertEquals(OptionalInt.empty(), entry.priority());
    assertEquals(OptionalLong.empty(), entry.pid());
    assertEquals(Optional.of("sh"), entry.identifier());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"MESSAGE\":\"no cursor\"}",
        "{\"__CURSOR\":\"s=1\",\"MESSAGE\":\"",
        "{\"__CURSOR\":null}",
        "\0\u0001",
      })
  void whatIsNoEntry(String line) {
    IOException failure = assertThrows(IOException.class, () -> parse(line));
    assertTrue(String.valueOf(failure.getMessage()).startsWith("cannot read"), failure.getMessage());
  }

  @Test
  void anEntryMayEndAnywhereBehindItsCursor() throws IOException {
    String line = BEGIN + "\"PRIORITY\":\"4\",\"MESSAGE\":\"say \\\"hi\\\\\\u001b[\\u00e9 [1, 2 ö€😀 end\"}";
    String whole = parse(line).message();
    for (int bytes = BEGIN.length() - 1; bytes < line.getBytes(StandardCharsets.UTF_8).length; bytes++) {
      String message = parseBeginning(line, bytes).message();
      assertTrue(whole.startsWith(message), bytes + ": " + message);
    }
    assertEquals("say \"hi\\", parseBeginning(line, line.indexOf("u001b") + 3).message());
  }

  @Test
  void bytesMayEndAnywhere() throws IOException {
    String line = BEGIN + "\"MESSAGE\":[27,104,105,33],\"PRIORITY\":\"4\"}";
    assertEquals("\u001bhi", parseBeginning(line, line.indexOf(",33]")).message());
    assertEquals("\u001bhi!", parseBeginning(line, line.indexOf("PRIORITY") + 4).message());
  }

  @Test
  void aLongMessageIsCut() throws IOException {
    String message = parse(BEGIN + "\"MESSAGE\":\"" + "😀".repeat(5000) + "\"}").message();
    assertTrue(message.length() <= LogEntry.LONGEST_MESSAGE && message.endsWith("😀…"), message);
    assertEquals(64, parse(BEGIN + "\"_COMM\":\"" + "x".repeat(99) + "\"}").identifier().orElseThrow().length());
  }
}
