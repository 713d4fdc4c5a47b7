package org.dubnium.daemon.adapter.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal, from a line of {@code journalctl --output=json}: systemd.journal-export(7).
 *
 * @param cursor where it is in the journal
 * @param invocation of the unit whose process wrote it; empty if journald came to the entry after that had ended
 * @param message bytes that are no UTF-8 are shown as such; empty for one that journalctl leaves out
 *     since it is long
 */
record JournalEntry(String cursor, Instant at, String invocation, Optional<String> message) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Reads a line.
   *
   * @throws IOException if it is no entry
   */
  static JournalEntry parse(byte[] line, int length) throws IOException {
    String cursor = "";
    long micros = 0;
    String invocation = "";
    @Nullable String message = null;
    try (JsonParser json = FACTORY.createParser(line, 0, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("cannot read an entry of the journal: it is no object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "__CURSOR" -> cursor = json.getText();
          case "__REALTIME_TIMESTAMP" -> micros = json.getValueAsLong();
          case "_SYSTEMD_INVOCATION_ID" -> invocation = json.getText();
          case "MESSAGE" -> message = message(json);
          default -> json.skipChildren();
        }
      }
    }
    return new JournalEntry(
        cursor,
        Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000),
        invocation,
        Optional.ofNullable(message));
  }

  /** Text, or the numbers of its bytes where it is not only printable characters. */
  private static @Nullable String message(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (JsonToken next = json.nextToken();
        next != null && next != JsonToken.END_ARRAY;
        next = json.nextToken()) {
      if (next == JsonToken.VALUE_NUMBER_INT) {
        bytes.write(json.getIntValue());
      } else {
        json.skipChildren();
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
