package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with a status, a type or a content other than what RunPod documents. */
class BadAnswersTest {

  private static final String HTML = "<html><body>Welcome to the hotel's network</body></html>";

  private static RunpodException list(CannedServer server) {
    return assertThrows(RunpodException.class, () -> server.client().listPods());
  }

  private static RunpodException create(CannedServer server) {
    return assertThrows(
        RunpodException.class, () -> server.client().createPod(ApiCalls.create()));
  }

  private static RunpodException delete(CannedServer server) {
    return assertThrows(RunpodException.class, () -> server.client().deletePod("7h9k2m4n6p"));
  }

  /** What a question, and what a change, ends with. */
  @ParameterizedTest
  @CsvSource({
    "200, MALFORMED, OUTCOME_UNKNOWN",
    "202, MALFORMED, OUTCOME_UNKNOWN",
    "301, MALFORMED, OUTCOME_UNKNOWN",
    "307, MALFORMED, OUTCOME_UNKNOWN",
    "400, REJECTED, REJECTED",
    "401, UNAUTHORIZED, UNAUTHORIZED",
    "402, INSUFFICIENT_BALANCE, INSUFFICIENT_BALANCE",
    "403, FORBIDDEN, FORBIDDEN",
    "404, NOT_FOUND, NOT_FOUND",
    "405, REJECTED, REJECTED",
    "408, UNAVAILABLE, OUTCOME_UNKNOWN",
    "409, CONFLICT, CONFLICT",
    "422, INVALID, INVALID",
    "429, RATE_LIMITED, RATE_LIMITED",
    "500, UNAVAILABLE, OUTCOME_UNKNOWN",
    "502, UNAVAILABLE, OUTCOME_UNKNOWN",
    "503, UNAVAILABLE, OUTCOME_UNKNOWN",
  })
  void statusWithHtmlHasItsKind(int status, Kind question, Kind change) {
    CannedServer server = new CannedServer().then(status, "text/html", HTML);
    assertEquals(question, list(server).kind());
    assertEquals(change, create(server).kind());
    assertEquals(change, delete(server).kind());
    assertEquals(change == Kind.OUTCOME_UNKNOWN, create(server).mayHaveTakenEffect());
    assertFalse(list(server).mayHaveTakenEffect());
    String message = String.valueOf(create(server).getMessage());
    assertFalse(message.contains("hotel"), message);
    assertTrue(message.startsWith("cannot create pod 'dubnium-lab-head-0': "), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void problemOfAServerIsTold(int status) {
    CannedServer server =
        new CannedServer()
            .json(
                status,
                "{\"title\":\"x\",\"status\":500,\"detail\":\"no\\u0007 scheduler\\nfound\"}");
    assertEquals("no\uFFFD scheduler\uFFFDfound", list(server).detail());
    assertTrue(String.valueOf(list(server).getMessage()).contains("scheduler"));
  }

  @Test
  void longWordsOfAServerAreCut() {
    String problem =
        "{\"detail\":\"%s\",\"errors\":[%s\"last\"]}"
            .formatted("a".repeat(5_000), "\"b\",".repeat(1_000));
    RunpodException failure = list(new CannedServer().json(422, problem));
    assertEquals(301, failure.detail().length());
    assertEquals(20, failure.errors().size());
    assertTrue(String.valueOf(failure.getMessage()).length() < 500, failure.getMessage());
  }

  @Test
  void whatIsInvalidIsToldOneByOne() {
    RunpodException failure =
        create(
            new CannedServer()
                .json(422, "{\"detail\":\"no\",\"errors\":[\"$.gpu: missing\",\"$.name: empty\"]}"));
    assertEquals("[$.gpu: missing, $.name: empty]", failure.errors().toString());
  }

  /** Bodies that are no answer, with 200. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "17",
        "{}",
        "{\"pods\":null}",
        "{\"pods\":{}}",
        "{\"pods\":[17]}",
        "{\"pods\":[{\"id\":\"7h9",
        "{\"pods\":[",
        "{\"pods\":[]}{\"pods\":[]}",
        "{\"pods\":[]",
        "{pods:[]}",
        "\u0000\u0000\u0000{",
      })
  void contentThatIsNoneIsAnError(String body) {
    CannedServer server = new CannedServer().json(200, body);
    assertEquals(Kind.MALFORMED, list(server).kind());
    assertEquals(Kind.OUTCOME_UNKNOWN, create(server).kind());
  }

  @Test
  void deepJsonIsRefused() {
    String deep = "{\"pods\":[],\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertEquals(Kind.MALFORMED, list(new CannedServer().json(200, deep)).kind());
  }

  @Test
  void elementOfManyValuesIsRefused() {
    String many = "{\"pods\":[{\"id\":[" + "0,".repeat(30_000) + "0]}]}";
    String message = String.valueOf(list(new CannedServer().json(200, many)).getMessage());
    assertTrue(message.contains("20000 values"), message);
  }

  @Test
  void deletionWithContentIsNone() {
    CannedServer server = new CannedServer().json(200, "{\"ok\":true}");
    assertEquals(Kind.OUTCOME_UNKNOWN, delete(server).kind());
  }

  /** Seconds that are waited after 429, of what Retry-After and RateLimit say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12                            |                             | 12
          0                             |                             | 1
          -5                            |                             | 60
          soon                          |                             | 60
          99999999999999999999          |                             | 60
          31536000                      |                             | 86400
          Mon, 01 Jun 2026 12:01:30 GMT |                             | 90
          Mon, 01 Jun 2026 11:00:00 GMT |                             | 1
          Tue, 01 Jun 2027 12:00:00 GMT |                             | 86400
                                        | "minute";r=0;t=17,"hour";r=1;t=99 | 17
                                        | "minute";r=0;t=17,"hour";r=0;t=99 | 99
          5                             | "minute";r=0;t=17           | 5
                                        | "minute";r=3;t=17           | 60
                                        | nonsense;;                  | 60
                                        | "minute";r=0;t=99999999     | 86400
                                        |                             | 60
          """)
  void tellsWhenToTryAgain(@Nullable String retryAfter, @Nullable String rateLimit, int seconds) {
    CannedServer server =
        new CannedServer()
            .json(
                429,
                "{\"detail\":\"slow down\"}",
                retryAfter == null ? "X-None" : "Retry-After",
                retryAfter == null ? "" : retryAfter,
                rateLimit == null ? "X-None" : "RateLimit",
                rateLimit == null ? "" : rateLimit);
    RunpodException failure = create(server);
    assertEquals(Kind.RATE_LIMITED, failure.kind());
    assertEquals(
        Optional.of(CannedServer.NOW.plus(Duration.ofSeconds(seconds))), failure.retryAt());
    String at = failure.retryAt().orElseThrow().toString();
    assertTrue(String.valueOf(failure.getMessage()).contains(at), failure.getMessage());
  }

  @Test
  void waitThatIsCutIsTold() {
    CannedServer server = new CannedServer().json(429, "{}", "Retry-After", "31536000");
    String message = String.valueOf(list(server).getMessage());
    assertTrue(message.contains("more than a day"), message);
  }

  @Test
  void wordsOfASecretAreHidden() {
    String quoted =
        "{\"detail\":\"bad token %s\",\"errors\":[\"env.API_KEY: %s\"]}"
            .formatted(CannedServer.KEY, ApiCalls.ENV_VALUE);
    for (int status : new int[] {400, 401, 422, 500}) {
      RunpodException failure = create(new CannedServer().json(status, quoted));
      String all = failure + failure.detail() + failure.errors();
      assertFalse(all.contains(CannedServer.KEY), all);
      assertFalse(all.contains(ApiCalls.ENV_VALUE), all);
      assertTrue(all.contains("bad token (hidden)"), all);
    }
  }
}
