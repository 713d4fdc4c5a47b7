package org.dubnium.fleet.logs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the journal, as journalctl(1) writes it with {@code --output=json}: a value is a text, an
 * array of bytes where it is none that can be printed, or an array of values where a field comes several
 * times, of which the first counts.
 */
final class JournalEntry {

  /** The most bytes of a line that are read: a message of full length, each character escaped. */
  static final int LONGEST_LINE = 96 * 1024;

  /** The bytes of the longest escape: a backslash, u, and four digits. */
  private static final int ESCAPE = 6;

  private static final JsonFactory JSON = new JsonFactory();

  private @Nullable String cursor;
  private @Nullable String realtime;
  private @Nullable String message;
  private @Nullable String priority;
  private @Nullable String identifier;
  private @Nullable String command;
  private @Nullable String pid;

  private JournalEntry() {}

  /**
   * Parses a line. Of one that goes on, what was read of it counts.
   *
   * @throws IOException if it is no entry
   */
  static LogEntry parse(LineInput.Line line) throws IOException {
    JournalEntry entry = new JournalEntry();
    try (JsonParser json = JSON.createParser(line.whole() ? line.bytes() : ended(line.bytes()))) {
      entry.read(json);
    } catch (JsonProcessingException broken) {
      if (line.whole()) {
        throw new IOException("cannot read an entry of the journal: it is no JSON", broken);
      }
    }
    return entry.told();
  }

  /** The beginning of an entry; if that ends within a text, the text is ended too. */
  private static byte[] ended(byte[] begun) {
    boolean inText = false;
    int escape = -ESCAPE;
    for (int i = 0; i < begun.length; i++) {
      if (inText && begun[i] == '\\') {
        escape = i++;
      } else if (begun[i] == '"') {
        inText = !inText;
      }
    }
    if (!inText) {
      return begun;
    }
    int end = begun.length - escape < ESCAPE ? escape : begun.length;
    while (end > 0 && begun[end - 1] < 0) {
      end--; // A character of several bytes may have lost some.
    }
    byte[] ended = Arrays.copyOf(begun, end + 1);
    ended[end] = '"';
    return ended;
  }

  private void read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("cannot read an entry of the journal: it is no JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      take(field, value(json));
    }
  }

  private void take(String field, @Nullable String value) {
    switch (field) {
      case "__CURSOR" -> cursor = value;
      case "__REALTIME_TIMESTAMP" -> realtime = value;
      case "MESSAGE" -> message = value;
      case "PRIORITY" -> priority = value;
      case "SYSLOG_IDENTIFIER" -> identifier = value;
      case "_COMM" -> command = value;
      case "_PID" -> pid = value;
      default -> {}
    }
  }

  /** The value that begins here; null for none. */
  private static @Nullable String value(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return json.currentToken().isScalarValue() ? json.getValueAsString() : skipped(json);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String first = null;
    try {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          bytes.write(json.getIntValue());
        } else {
          String one = value(json);
          first = first == null ? one : first;
        }
      }
    } catch (JsonEOFException goesOn) {
      // Of a line that goes on, what was read counts.
    }
    return first != null ? first : bytes.toString(StandardCharsets.UTF_8);
  }

  private static @Nullable String skipped(JsonParser json) throws IOException {
    json.skipChildren();
    return null;
  }

  private LogEntry told() throws IOException {
    if (cursor == null || cursor.length() > LogPositions.LONGEST) {
      throw new IOException("cannot read an entry of the journal: it has no cursor");
    }
    OptionalLong at = number(realtime);
    OptionalLong urgency = number(priority);
    return new LogEntry(
        at.isPresent()
            ? Optional.of(Instant.EPOCH.plus(at.getAsLong(), ChronoUnit.MICROS))
            : Optional.empty(),
        urgency.isPresent() && urgency.getAsLong() <= 7
            ? OptionalInt.of((int) urgency.getAsLong())
            : OptionalInt.empty(),
        Optional.ofNullable(identifier == null ? command : identifier),
        number(pid),
        message == null ? "" : message,
        cursor);
  }

  private static OptionalLong number(@Nullable String text) {
    return text != null && text.matches("\\d{1,16}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
