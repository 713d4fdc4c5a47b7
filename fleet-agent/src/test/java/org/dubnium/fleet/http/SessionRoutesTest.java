package org.dubnium.fleet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.listen.Peer;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOST = "gpu-1:8080";

  /** An agent, and a browser that keeps its cookie. */
  private static final class Browser {

    private final Router router = new Router();
    private final Access access;
    private Optional<String> cookie = Optional.empty();

    Browser(String address) throws Exception {
      Sessions sessions = new Sessions(InstantSource.system());
      access = new Access(
              ListenSettings.at(InetAddress.getByName(address)), () -> Optional.of("the-token"), sessions);
      new SessionRoutes(sessions, access).addTo(router);
    }

    JsonNode ask(String method, String body, String... headers) throws Exception {
      HttpFields.Mutable all = HttpFields.build();
      all.put("Host", access.isOpen() ? "localhost:8080" : HOST);
      cookie.ifPresent(value -> all.put("Cookie", value));
      for (int i = 0; i < headers.length; i += 2) {
        all.put(headers[i], headers[i + 1]);
      }
      Router.Match match = router.find(method, List.of("api", "session"));
      Request request =
          new Request(
              method,
              match.path(),
              Query.parse(null),
              all,
              new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
              new Peer.Network(new InetSocketAddress(8080), new InetSocketAddress(50_000)));
      access.require(match.demand(), request);
      Response.Whole answer = (Response.Whole) match.handler().handle(request);
      Optional.ofNullable(answer.headers().get("Set-Cookie"))
          .ifPresent(set -> cookie = Optional.of(set.replaceFirst(";.*", "")));
      return JSON.readTree(answer.body());
    }
  }

  @Test
  void onThisMachineThePageIsGivenASessionAndFindsItAgain() throws Exception {
    Browser browser = new Browser("127.0.0.1");
    String word = browser.ask("GET", "").path("csrf").asText();
    assertEquals(64, word.length());
    JsonNode found = browser.ask("GET", "");
    assertEquals(word, found.path("csrf").asText());
    assertFalse(found.path("needsToken").asBoolean());
    assertFalse(found.path("hasToken").asBoolean(true));
  }

  @Test
  void onThisMachineTheTokenBeginsAnotherThatKnowsIt() throws Exception {
    Browser browser = new Browser("127.0.0.1");
    String word = browser.ask("GET", "").path("csrf").asText();
    JsonNode begun = browser.ask("POST", "{\"token\":\"the-token\"}");
    assertTrue(begun.path("hasToken").asBoolean());
    assertNotEquals(word, begun.path("csrf").asText());
    assertEquals(begun, browser.ask("GET", ""));
  }

  @Test
  void overTheNetworkItTakesTheToken() throws Exception {
    Browser browser = new Browser("192.0.2.1");
    JsonNode nothing = browser.ask("GET", "");
    assertTrue(nothing.path("csrf").isNull());
    assertTrue(nothing.path("needsToken").asBoolean());
    assertFalse(nothing.path("hasToken").asBoolean(true));
    assertTrue(browser.cookie.isEmpty());

    String word = browser.ask("POST", "{\"token\":\"the-token\"}").path("csrf").asText();
    assertEquals(word, browser.ask("GET", "").path("csrf").asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"token\":\"another\"}   | http://gpu-1:8080   | 401",
        "{\"token\":\"\"}          | http://gpu-1:8080   | 401",
        "{\"token\":1}             | http://gpu-1:8080   | 401",
        "{}                        | http://gpu-1:8080   | 401",
        "{\"token\":\"the-token\"} | http://evil.example | 403",
      })
  void noSessionBeginsWithoutIt(String body, String origin, int status) throws Exception {
    Browser browser = new Browser("192.0.2.1");
    Problem refused =
        assertThrows(Problem.class, () -> browser.ask("POST", body, "Origin", origin));
    assertEquals(status, refused.status());
    assertTrue(browser.cookie.isEmpty());
  }

  @Test
  void aSessionEndsWhenThePageSaysSo() throws Exception {
    Browser browser = new Browser("127.0.0.1");
    String word = browser.ask("GET", "").path("csrf").asText();
    Problem refused = assertThrows(Problem.class, () -> browser.ask("DELETE", ""));
    assertEquals(403, refused.status());
    Optional<String> before = browser.cookie;
    var _ = browser.ask("DELETE", "", Access.CSRF, word);
    assertNotEquals(before, browser.cookie);
    browser.cookie = before;
    assertNotEquals(word, browser.ask("GET", "").path("csrf").asText());
  }
}
