package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitsTest {

  private static final String NONE = "{\"pods\":[]}";
  private static final String LIMIT =
      "\"minute\";r=0;t=12, \"hour\";r=2800;t=1812, \"day\";r=49500;t=45012";
  private static final String POLICY =
      "\"minute\";q=60;w=60, \"hour\";q=3000;w=3600, \"day\";q=50000;w=86400";

  private final AtomicReference<Instant> now = new AtomicReference<>(CannedServer.NOW);

  @Test
  void tellsTheLimitsOfTheLastAnswer() throws Exception {
    RunpodClient client =
        new CannedServer()
            .json(200, NONE, "RateLimit", LIMIT.replace("r=0", "r=7"), "RateLimit-Policy", POLICY)
            .json(200, NONE)
            .client();
    assertEquals(RateLimits.NONE, client.rateLimits());
    client.listPods();
    client.listPods();
    assertEquals(
        List.of(
            window("minute", 7, 12, 60), window("hour", 2800, 1812, 3000),
            window("day", 49500, 45012, 50000)),
        client.rateLimits().windows());
  }

  private static RateLimits.Window window(String name, long left, long seconds, long quota) {
    return new RateLimits.Window(
        name, left, CannedServer.NOW.plusSeconds(seconds), OptionalLong.of(quota));
  }

  @Test
  void asksNothingWhileALimitIsUsedUp() throws Exception {
    CannedServer server =
        new CannedServer().json(200, NONE, "RateLimit", LIMIT).json(200, NONE);
    RunpodClient client = server.client(new Secret(CannedServer.KEY), now::get);
    client.listPods();
    now.set(CannedServer.NOW.plusSeconds(11));
    RunpodException refused = assertThrows(RunpodException.class, client::listPods);
    assertEquals(Kind.RATE_LIMITED, refused.kind());
    assertEquals(Optional.of(CannedServer.NOW.plusSeconds(12)), refused.retryAt());
    assertEquals(1, server.requests().size());
    now.set(CannedServer.NOW.plusSeconds(12));
    assertEquals(List.of(), client.listPods());
  }

  @Test
  void limitOfAnotherKeyDoesNotCount() throws Exception {
    AtomicReference<Optional<Secret>> key =
        new AtomicReference<>(Optional.of(new Secret("rpa_FIRST")));
    CannedServer server =
        new CannedServer().json(200, NONE, "RateLimit", LIMIT).json(200, NONE);
    RunpodClient client =
        new RunpodClient(
            new OkHttpClient.Builder().addInterceptor(server).build(),
            HttpUrl.get("https://api.example"),
            key::get,
            Deadlines.DEFAULT,
            now::get);
    client.listPods();
    key.set(Optional.of(new Secret("rpa_SECOND")));
    assertEquals(List.of(), client.listPods());
    assertEquals(
        "Bearer rpa_SECOND", server.requests().getLast().header("Authorization"));
    key.set(Optional.empty());
    RunpodException refused = assertThrows(RunpodException.class, client::listPods);
    assertEquals(RunpodException.Kind.UNAUTHORIZED, refused.kind());
    assertEquals(2, server.requests().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a b", "schlüssel", "a\u0000"})
  void keyThatNoHeaderCanCarryIsRefused(String key) {
    CannedServer server = new CannedServer().json(200, NONE);
    RunpodClient client = server.client(new Secret(key), now::get);
    RunpodException refused = assertThrows(RunpodException.class, client::listPods);
    assertEquals(Kind.UNAUTHORIZED, refused.kind());
    assertEquals(-1, String.valueOf(refused.getMessage()).indexOf(key));
    assertEquals(0, server.requests().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "minute";r=0;t=12                      | minute r=0 t=12
          minute;r=0;t=12                        | minute r=0 t=12
          "a", "b";r=1                           | a, b r=1
          'a ,\tb'                               | a, b
          "a";r="0";t=1.5;x;y=?1;z=:AQ==:;w=tok;q=-2 | a q=-2
          "a\\"b";r=1                            | a"b r=1
          "a"; r=1;r=2                           | a r=2
          "a";r=123456789012345                  | a r=123456789012345
          "a";r=1234567890123456                 |
          "a                                     |
          "a",                                   |
          "a" "b"                                |
          "a";R=1                                |
          ("a" "b");r=1                          |
          17;r=1                                 |
          ''                                     |
          """)
  void readsListsOfStructuredFields(String text, @Nullable String members) {
    assertEquals(
        members == null ? "" : members,
        String.join(", ", FieldList.parse(text).stream().map(RateLimitsTest::shown).toList()));
  }

  private static String shown(FieldList.Member member) {
    StringBuilder shown = new StringBuilder(member.name());
    for (String name : List.of("q", "r", "t")) {
      Map<String, Long> integers = member.integers();
      if (integers.containsKey(name)) {
        shown.append(' ').append(name).append('=').append(integers.get(name));
      }
    }
    return shown.toString();
  }

  @Test
  void longHeaderIsLeftAlone() {
    assertEquals(List.of(), FieldList.parse("\"" + "a".repeat(100_000) + "\";r=0;t=1"));
    assertEquals(List.of(), FieldList.parse("\"a\";r=0;t=1,".repeat(100_000)));
  }
}
