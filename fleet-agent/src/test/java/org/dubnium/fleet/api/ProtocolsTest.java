package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.dubnium.fleet.web.EventHub;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/1.1, and HTTP/2 for those who begin with it. */
@Timeout(60)
class ProtocolsTest {

  private static final String LONG = "x".repeat(200_000);

  private final EventHub events = new EventHub();
  private final TestApi api;

  ProtocolsTest() throws Exception {
    api =
        new TestApi(
            new Router()
                .on("GET", "/api/long", request -> org.dubnium.fleet.web.Response.json(Map.of("a", LONG)))
                .on("GET", "/api/events", request -> events.open("v1")));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Request to(String path) {
    return new Request.Builder().url(api.to(path).build().uri().toString()).build();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
  void isServedInBoth(Protocol protocol) throws Exception {
    OkHttpClient client = new OkHttpClient.Builder().protocols(List.of(protocol)).build();
    for (int i = 0; i < 3; i++) {
      try (Response answer = client.newCall(to("/api/long")).execute()) {
        assertEquals(protocol, answer.protocol());
        assertEquals("{\"a\":\"" + LONG + "\"}", answer.body().string());
      }
    }
    try (Response listening = client.newCall(to("/api/events")).execute()) {
      assertEquals("retry: 3000", listening.body().source().readUtf8Line());
      assertEquals(1, events.listeners());
    }
    client.connectionPool().evictAll();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (events.listeners() > 0) {
      assertTrue(System.nanoTime() < end, "it listens still");
      Thread.onSpinWait();
    }
  }

  /** RFC 9110, 7.8: a server may leave an offered upgrade alone. */
  @Test
  void anOfferToUpgradeIsLeftAlone() throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> answer =
          client.send(api.to("/api/long").build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
      assertEquals("{\"a\":\"" + LONG + "\"}", answer.body());
    }
  }
}
