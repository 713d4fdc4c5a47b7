package org.dubnium.daemon.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.Caller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-  | {\"uid\":1000,\"busName\":\":1.42\",\"unit\":\"a.scope\"}",
        "c2 | {\"uid\":1000,\"busName\":\":1.42\",\"unit\":\"a.scope\",\"session\":\"c2\"}",
      })
  void isReadBackAsWritten(String session, String text) throws Exception {
    Caller caller = new Caller(1000, ":1.42", Optional.of("a.scope"));
    Caller asker = session.equals("-") ? caller : caller.onBehalfOf(session, 1000);
    StringWriter written = new StringWriter();
    try (var json = Json.FACTORY.createGenerator(written)) {
      CallerJson.write(json, asker);
    }
    assertEquals(text, written.toString());
    assertEquals(
        asker, CallerJson.read(JsonObject.parse(text.getBytes(StandardCharsets.UTF_8))));
  }
}
