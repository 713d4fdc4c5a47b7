package org.dubnium.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Any text can be written, and no document takes more memory than it may. */
class BoundedJsonTest {

  @Test
  void whatIsLongerThanItMayBeIsRefusedWithItsLength() throws IOException {
    assertEquals(5, Json.encode(5, json -> json.writeString("abc")).length);
    JsonTooLongException refused =
        assertThrows(
            JsonTooLongException.class,
            () -> Json.encode(4, json -> json.writeString("abc")));
    assertEquals(5, refused.length());
    // The same each time, or a log would have it anew with each.
    assertEquals("cannot write more than 4 bytes of JSON", refused.getMessage());
  }

  @Test
  void documentsHaveALimit() {
    JsonTooLongException refused =
        assertThrows(
            JsonTooLongException.class,
            () ->
                Json.document(
                    Samples.NOW,
                    json -> {
                      for (int i = 0; i < 100; i++) {
                        json.writeStringField("member" + i, "x".repeat(100_000));
                      }
                    }));
    assertTrue(refused.length() > 10_000_000, "counted to the end");
  }

  @Test
  void halvesOfSurrogatePairsAreReplacedAndPairsStay() throws IOException {
    byte[] written =
        Json.encode(
            json -> {
              json.writeStartObject();
              json.writeStringField("a\ud83c", "\ud83c\ud83c\udfb9\udfb9");
              json.writeNullField("b");
              json.writeStringField("c", null);
              json.writeEndObject();
            });
    JsonObject read = JsonObject.parse(written);
    assertEquals("\ufffd🎹\ufffd", read.string("a\ufffd"));
    assertEquals(Optional.empty(), read.optionalString("b"));
    assertEquals(Optional.empty(), read.optionalString("c"));
  }
}
