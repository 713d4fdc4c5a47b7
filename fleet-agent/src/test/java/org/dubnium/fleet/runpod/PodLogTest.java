package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodLogTest {

  private static final String EVENTS = "text/event-stream";

  private static String event(int number) {
    return event("2026-06-01T12:02:0%dZ/000000000001".formatted(number), "line " + number);
  }

  private static String event(String id, String line) {
    return "id: %s\ndata: {\"ts\":\"2026-06-01T12:02:03Z\",\"source\":\"container\",\"line\":\"%s\"}\n\n"
        .formatted(id, line);
  }

  private static List<String> texts(CannedServer server, LogQuery query) throws Exception {
    List<String> texts = new ArrayList<>();
    try (PodLog log = server.client().podLog("7h9k2m4n6p", query)) {
      for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
        texts.add(line.get().text());
      }
      assertEquals(Optional.empty(), log.next());
    }
    return texts;
  }

  @Test
  void readsTheDocumentedEvent() throws Exception {
    String example =
        new OpenApi()
            .operation("getPodLogs")
            .node()
            .at("/responses/200/content/text~1event-stream/examples/logLine/value")
            .asText();
    try (PodLog log =
        new CannedServer()
            .then(200, EVENTS, example)
            .client()
            .podLog("7h9k2m4n6p", LogQuery.last(10))) {
      assertEquals(
          Optional.of(
              new LogLine(
                  Instant.parse("2026-06-01T12:02:03Z"),
                  "container",
                  "Model loaded.",
                  "2026-06-01T12:02:03Z/000000000001")),
          log.next());
      assertEquals(Optional.empty(), log.next());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {}\n\n",
        "data: [\n\n",
        "data: {\"ts\":\"yesterday\",\"source\":\"container\",\"line\":\"x\"}\n\n",
        ": a comment\n\n",
        "event: heartbeat\n\n",
        "retry: 5\n\n\n\n",
        "id: only\n\n",
      })
  void eventThatIsNoLineIsPassedOver(String other) throws Exception {
    CannedServer server = new CannedServer().then(200, EVENTS, event(1) + other + event(2));
    assertEquals(List.of("line 1", "line 2"), texts(server, LogQuery.last(10)));
  }

  @Test
  void dataOfSeveralLinesAndCarriageReturnsAreRead() throws Exception {
    String events =
        "data:{\"ts\":\"2026-06-01T12:02:03Z\",\r\ndata: \"source\":\"system\",\"line\":\"x\"}\r\n\r\n";
    CannedServer server = new CannedServer().then(200, EVENTS, events);
    assertEquals(List.of("x"), texts(server, LogQuery.last(10)));
  }

  @Test
  void longLinesAreCutOrPassedOver() throws Exception {
    CannedServer server =
        new CannedServer()
            .then(
                200,
                EVENTS,
                event("a", "x".repeat(10_000)) + event("b", "y".repeat(2 << 20)) + event(3));
    List<String> texts = texts(server, LogQuery.last(10));
    assertEquals(2, texts.size());
    assertEquals(PodLogStream.LONGEST_TEXT, texts.getFirst().length());
    assertEquals("line 3", texts.getLast());
  }

  @Test
  void noMoreLinesAreReadThanWereAskedFor() throws Exception {
    CannedServer server =
        new CannedServer().then(200, EVENTS, event(1) + event(2) + event(3));
    assertEquals(List.of("line 1", "line 2"), texts(server, LogQuery.last(2)));
  }

  @Test
  void followedLogIsOpenedAgainBehindItsLastLine() throws Exception {
    CannedServer server =
        new CannedServer()
            .then(200, EVENTS, event(1) + event(2))
            .then(200, EVENTS, event(3))
            .then(200, EVENTS, "");
    assertEquals(List.of("line 1", "line 2", "line 3"), texts(server, LogQuery.follow(5)));
    assertEquals(
        List.of("none", "2026-06-01T12:02:02Z/000000000001", "2026-06-01T12:02:03Z/000000000001"),
        server.requests().stream().map(PodLogTest::cursor).toList());
    assertEquals(
        List.of("tail=5", "null", "null"),
        server.requests().stream().map(request -> "" + request.url().query()).toList());
  }

  private static String cursor(Request request) {
    String cursor = request.header("Last-Event-ID");
    return cursor == null ? "none" : cursor;
  }

  @Test
  void positionThatNoHeaderCanCarryIsTheTime() throws Exception {
    CannedServer server =
        new CannedServer()
            .then(200, EVENTS, event("bad id\u0007é", "x"))
            .then(200, EVENTS, "");
    assertEquals(List.of("x"), texts(server, LogQuery.follow(5)));
    assertEquals("2026-06-01T12:02:03Z", cursor(server.requests().getLast()));
  }

  @Test
  void whatIsNoStreamIsAnError() {
    RunpodException html =
        assertThrows(
            RunpodException.class,
            () -> texts(new CannedServer().then(200, "text/html", "hi"), LogQuery.last(1)));
    assertEquals(Kind.MALFORMED, html.kind());
    RunpodException none =
        assertThrows(
            RunpodException.class,
            () -> texts(new CannedServer().json(404, "{}"), LogQuery.last(1)));
    assertEquals(Kind.NOT_FOUND, none.kind());
  }

  private static RunpodClient client(RawServer server, Duration quiet) {
    Duration minute = Duration.ofMinutes(1);
    return new RunpodClient(
        server.url(),
        () -> Optional.of(new Secret(CannedServer.KEY)),
        new Deadlines(minute, minute, minute, quiet, minute),
        InstantSource.system());
  }

  /** Writes two lines, and keeps the connection open. */
  private static RawServer open(RawServer server, CompletableFuture<Void> until) {
    return server.then(
        out -> {
          out.write(
              ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + event(1) + event(2))
                  .getBytes(StandardCharsets.UTF_8));
          out.flush();
          until.join();
        });
  }

  @Test
  void logThatIsNotFollowedEndsWhereNothingMoreComes() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    try (RawServer server = open(new RawServer(), end);
        PodLog log = client(server, Duration.ofMillis(300)).podLog("a", LogQuery.last(10))) {
      assertEquals("line 1", log.next().orElseThrow().text());
      assertEquals("line 2", log.next().orElseThrow().text());
      assertEquals(Optional.empty(), log.next());
      end.complete(null);
    }
  }

  @Test
  void closingEndsTheWait() throws Exception {
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Optional<LogLine>> last = new CompletableFuture<>();
    try (RawServer server = open(new RawServer(), end)) {
      PodLog log = client(server, Duration.ofMinutes(1)).podLog("a", LogQuery.follow(10));
      log.next();
      log.next();
      CompletableFuture<Void> waits = new CompletableFuture<>();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      waits.complete(null);
                      last.complete(log.next());
                    } catch (InterruptedException | RunpodException e) {
                      last.completeExceptionally(e);
                    }
                  });
      waits.join();
      log.close();
      assertEquals(Optional.empty(), last.get(1, TimeUnit.MINUTES));
      reader.join();
      end.complete(null);
    }
  }

  /** Writes a line, and ends the connection where more was promised. */
  private static RawServer.Answer broken(String events) {
    return out ->
        out.write(
            ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9999\r\n\r\n"
                    + events)
                .getBytes(StandardCharsets.UTF_8));
  }

  private static RunpodException readUntilItBreaks(RawServer server, LogQuery query, int lines) {
    RunpodClient client = client(server, Duration.ofMinutes(1));
    return assertThrows(
        RunpodException.class,
        () -> {
          try (PodLog log = client.podLog("a", query)) {
            for (int i = 1; i <= lines; i++) {
              assertEquals("line " + i, log.next().orElseThrow().text());
            }
            log.next();
          }
        });
  }

  @Test
  void brokenLogThatIsNotFollowedIsAnError() throws IOException {
    try (RawServer server = new RawServer().then(broken(event(1)))) {
      RunpodException failure = readUntilItBreaks(server, LogQuery.last(10), 1);
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertFalse(failure.mayHaveTakenEffect());
    }
  }

  @Test
  void brokenLogThatIsFollowedIsOpenedAgainOnceForEachThatHadLines() throws IOException {
    try (RawServer server = new RawServer().then(broken(event(1))).then(broken(event(2)))) {
      server.then(broken(""));
      assertEquals(Kind.UNAVAILABLE, readUntilItBreaks(server, LogQuery.follow(10), 2).kind());
      assertEquals(3, server.requests());
    }
  }
}
