package org.dubnium.fleet.web;

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
import org.dubnium.fleet.api.FakeDelegations;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.listen.Peer;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOST = "localhost:8080";
  private static final String WITH_TICKET = "{\"ticket\":\"" + FakeDelegations.TICKET + "\"}";
  private static final String WITH_TOKEN = "{\"token\":\"the-token\"}";

  private final Router router = new Router();
  private final FakeDelegations delegations = new FakeDelegations();
  private final Access access;

  /** The browser's. */
  private Optional<String> cookie = Optional.empty();

  SessionRoutesTest() throws Exception {
    Sessions sessions = new Sessions(InstantSource.system());
    access =
        new Access(
            new ListenSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
                Optional.empty(),
                java.util.Set.of()),
            true,
            () -> Optional.of("the-token"),
            sessions,
            delegations,
            990);
    new SessionRoutes(sessions, access, delegations).addTo(router);
  }

  private JsonNode ask(String method, String body, String... headers) throws Exception {
    HttpFields.Mutable all = HttpFields.build();
    all.put("Host", HOST);
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

  @Test
  void nobodyIsGivenASession() throws Exception {
    JsonNode shown = ask("GET", "");
    assertTrue(cookie.isEmpty());
    assertTrue(shown.path("person").isNull());
    assertFalse(shown.path("token").asBoolean(true));
    assertTrue(shown.path("open").asBoolean());
    assertEquals("http://localhost:8080/", shown.path("page").asText());
  }

  @Test
  void aTicketBeginsOneAndItsCsrfTokenIsToldOnce() throws Exception {
    JsonNode begun = ask("POST", WITH_TICKET);
    assertEquals(64, begun.path("csrf").asText().length());
    assertEquals("alice", begun.at("/person/user").asText());
    assertFalse(begun.toString().contains(FakeDelegations.ALICE.secret()));
    JsonNode shown = ask("GET", "");
    assertEquals("alice", shown.at("/person/user").asText());
    assertTrue(shown.path("csrf").isMissingNode(), "who has the cookie alone learns nothing");
  }

  @Test
  void theTokenBeginsOneToo() throws Exception {
    JsonNode begun = ask("POST", WITH_TOKEN);
    assertEquals(64, begun.path("csrf").asText().length());
    assertTrue(begun.path("token").asBoolean());
    assertTrue(begun.path("person").isNull());
    assertEquals(List.of(), delegations.asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"token\":\"another\"}            | http://localhost:8080 | 401",
        "{\"token\":\"\"}                   | http://localhost:8080 | 401",
        "{\"token\":1}                        | http://localhost:8080 | 401",
        "{}                                     | http://localhost:8080 | 401",
        "{\"ticket\":\"guessed\"}           | http://localhost:8080 | 401",
        "{\"ticket\":1}                       | http://localhost:8080 | 401",
        "{\"token\":\"the-token\"}          | http://evil.example   | 403",
        "{\"token\":\"the-token\"}          | http://localhost:9999 | 403",
      })
  void noSessionBeginsWithoutIt(String body, String origin, int status) {
    Problem refused = assertThrows(Problem.class, () -> ask("POST", body, "Origin", origin));
    assertEquals(status, refused.status());
    assertTrue(cookie.isEmpty());
    assertEquals(List.of(), delegations.asked);
  }

  @Test
  void aTicketFromAnotherPageIsNotRedeemed() {
    Problem refused =
        assertThrows(
            Problem.class, () -> ask("POST", WITH_TICKET, "Origin", "http://localhost:9999"));
    assertEquals(403, refused.status());
    assertEquals(List.of(), delegations.asked);
  }

  @ParameterizedTest
  @CsvSource({
    "org.dubnium.ModeController.Error.NoSuchTicket, 401",
    "org.freedesktop.DBus.Error.AccessDenied,       403",
    "org.freedesktop.DBus.Error.LimitsExceeded,     429",
    "'',                                            503",
  })
  void aTicketThatIsRefusedBeginsNone(String error, int status) {
    delegations.refuse(error);
    Problem refused = assertThrows(Problem.class, () -> ask("POST", WITH_TICKET));
    assertEquals(status, refused.status());
    assertTrue(cookie.isEmpty());
  }

  @Test
  void endingItRevokesTheDelegation() throws Exception {
    String csrf = ask("POST", WITH_TICKET).path("csrf").asText();
    Problem refused = assertThrows(Problem.class, () -> ask("DELETE", ""));
    assertEquals(401, refused.status());
    Optional<String> before = cookie;
    var _ = ask("DELETE", "", Access.CSRF, csrf);
    assertNotEquals(before, cookie);
    assertEquals(List.of("redeem", "revoke 5a1e"), delegations.asked);
    cookie = before;
    assertTrue(ask("GET", "").path("person").isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "org.dubnium.ModeController.Error.NoSuchDelegation"})
  void itEndsThoughTheModeControllerDoesNotHelp(String error) throws Exception {
    String csrf = ask("POST", WITH_TICKET).path("csrf").asText();
    Optional<String> before = cookie;
    delegations.refuse(error);
    var _ = ask("DELETE", "", Access.CSRF, csrf);
    cookie = before;
    assertTrue(ask("GET", "").path("person").isNull());
  }

  @Test
  void ofTooManyOfAPersonsTheOldestIsRevoked() throws Exception {
    for (int i = 0; i < Sessions.MOST_OF_PERSON; i++) {
      assertEquals(64, ask("POST", WITH_TICKET).path("csrf").asText().length());
    }
    assertFalse(delegations.asked.contains("revoke 5a1e"));
    var _ = ask("POST", WITH_TICKET);
    assertEquals("revoke 5a1e", delegations.asked.getLast());
  }
}
