package org.dubnium.fleet.telemetry.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Points;
import org.dubnium.fleet.telemetry.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that answers what a test says. */
class PrometheusHistoryTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final NodeId NODE = new NodeId("gpu-1");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private record Question(String path, String authorization, String form) {}

  private final BlockingQueue<Question> asked = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile boolean silent;

  PrometheusHistoryTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(
          new Question(
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              URLDecoder.decode(form, StandardCharsets.UTF_8)));
      if (silent) {
        var _ = end.await(1, TimeUnit.MINUTES);
      }
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Location", "http://localhost:1/");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private PrometheusHistory history(Duration deadline, long most) {
    HttpUrl url =
        new HttpUrl.Builder()
            .scheme("http")
            .host("127.0.0.1")
            .port(server.getAddress().getPort())
            .addPathSegments("prom/")
            .build();
    NodeState state =
        NodeState.unknown(NODE)
            .seen(new NodeReading(NODE, "gpu-1.example", BEGIN, List.of(), Map.of()));
    return new PrometheusHistory(
        new PrometheusSettings(url, Optional.of("secret"), deadline, most), () -> List.of(state));
  }

  private static HistoryQuery query(Metric metric, Optional<NodeId> node) {
    return new HistoryQuery(
        Set.of(metric),
        node,
        Optional.empty(),
        BEGIN,
        BEGIN.plus(Duration.ofMinutes(3)),
        MINUTE);
  }

  private static HistoryQuery query(Optional<NodeId> node) {
    return query(Metric.GPU_POWER, node);
  }

  private List<Series> ask() throws HistoryException {
    return ask(Metric.GPU_POWER);
  }

  private List<Series> ask(Metric metric) throws HistoryException {
    try (PrometheusHistory history = history(MINUTE, 1 << 20)) {
      return history.query(query(metric, Optional.of(NODE)));
    }
  }

  private static String series(String which, String host, String gpu, String... values) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",")
          .append("[" + (BEGIN.getEpochSecond() + 60L * i + 59) + ".999,\"" + values[i] + "\"]");
    }
    return """
        {"metric":{"dubnium_metric":"gpu_power","dubnium_which":"%s","Hostname":"%s","gpu":"%s"},"values":[%s]}"""
        .formatted(which, host, gpu, text);
  }

  private static String matrix(String... series) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + String.join(",", series)
        + "]}}";
  }

  @Test
  void putsTheLeastTheMeanAndTheMostTogether() throws Exception {
    answer =
        matrix(
            series("avg", "gpu-1.example", "0", "300", "400", "NaN"),
            series("min", "gpu-1.example", "0", "250", "390", "1"),
            series("max", "gpu-1.example", "0", "350.5", "+Inf", "1"),
            series("avg", "gpu-1.example", "1", "5"));
    assertEquals(
        List.of(
            new Series(
                new Subject.Gpu(NODE, 0),
                Metric.GPU_POWER,
                new Points(0)
                    .add(BEGIN, 250, 300, 350.5)
                    .add(BEGIN.plus(MINUTE), 390, 400, 400)),
            new Series(
                new Subject.Gpu(NODE, 1), Metric.GPU_POWER, new Points(0).add(BEGIN, 5, 5, 5))),
        ask());
  }

  /** Ratios there, percent here; and what names no server is none. */
  @Test
  void twoServersOfANodeAreTwo() throws Exception {
    String server =
        """
        {"metric":{"dubnium_metric":"vllm_kv_cache","dubnium_which":"avg","node":"gpu-1"%s},"values":[[1767225659.999,"%s"]]}""";
    answer =
        matrix(
            server.formatted(",\"server\":\"[::1]:8001\"", "0.07"),
            server.formatted(",\"server\":\"127.0.0.1:8000\"", "0.58"),
            server.formatted("", "0.3"));
    assertEquals(
        List.of(
            new Series(
                new Subject.Server(NODE, "127.0.0.1:8000"),
                Metric.VLLM_KV_CACHE,
                new Points(0).add(BEGIN, 58, 58, 58)),
            new Series(
                new Subject.Server(NODE, "[::1]:8001"),
                Metric.VLLM_KV_CACHE,
                new Points(0).add(BEGIN, 7, 7, 7))),
        ask(Metric.VLLM_KV_CACHE));
  }

  /** A node may be called like the cluster. */
  @Test
  void aClusterIsNoNode() throws Exception {
    answer =
        matrix(
            series("avg", "slurm", "0", "300"),
            """
            {"metric":{"dubnium_metric":"slurm_cpus_total","dubnium_which":"avg"},"values":[[1767225659.999,"8"]]}""");
    try (PrometheusHistory history = history(MINUTE, 1 << 20)) {
      assertEquals(
          List.of(
              new Subject.Gpu(new NodeId("slurm"), 0), new Subject.Cluster(new NodeId("slurm"))),
          history.query(query(Optional.empty())).stream().map(Series::subject).toList());
    }
  }

  @Test
  void asksInOneQuestionWithBounds() throws Exception {
    answer = matrix();
    assertEquals(List.of(), ask());
    Question question = asked.take();
    assertEquals("/prom/api/v1/query_range", question.path());
    assertEquals("Bearer secret", question.authorization());
    assertTrue(question.form().contains("&start=1767225659.999&"), question.form());
    assertTrue(question.form().contains("&step=60.000&timeout=60000ms"), question.form());
    assertTrue(
        question.form().contains("Hostname=~\"gpu-1|gpu-1\\\\x{2e}example\""), question.form());
    assertEquals(0, asked.size());
  }

  @Test
  void aHostThatIsNoKnownNodeIsOneOfItsOwn() throws Exception {
    answer =
        matrix(
            series("avg", "other.example", "0", "1"),
            series("avg", "gpu-1.example", "0", "2"),
            series("avg", "../../etc", "0", "3"),
            series("avg", "gpu-1", "x", "4"));
    try (PrometheusHistory history = history(MINUTE, 1 << 20)) {
      assertEquals(
          List.of(NODE, new NodeId("other.example")),
          history.query(query(Optional.empty())).stream().map(one -> one.subject().place()).toList());
    }
  }

  @Test
  void whatItWarnsOfIsNoError() throws Exception {
    answer =
        matrix(series("avg", "gpu-1", "0", "1"))
            .replace("\"success\"", "\"success\",\"warnings\":[\"a store is down\"],\"infos\":{}");
    assertEquals(1, ask().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "422 | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"too many points\"} | 422: too many points",
        "502 | <html>bad gateway</html>                                       | 502: <html>bad gateway",
        "503 | ''                                                             | it answered 503",
        "302 | ''                                                             | it answered 302",
        "200 | {\"status\":\"error\",\"error\":\"no such tenant\"}            | no such tenant",
        "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} | a vector",
        "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metr | ''",
        "200 | []                                                             | no JSON object",
        "200 | ''                                                             | no JSON object",
        "200 | {}                                                             | success",
        "200 | hello                                                          | ''",
      })
  void whatIsNoAnswerIsAReason(int code, String body, String why) {
    status = code;
    answer = body;
    HistoryException refused = assertThrows(HistoryException.class, this::ask);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("cannot read the past from http://127.0.0.1:"), message);
    assertTrue(message.contains(why), message);
  }

  @Test
  void anAnswerThatIsCutOffIsNone() {
    String whole = matrix(series("avg", "gpu-1", "0", "1", "2", "3"));
    for (int length = 1; length < whole.length(); length += 7) {
      answer = whole.substring(0, length);
      assertThrows(HistoryException.class, this::ask, answer);
    }
  }

  @Test
  void aHugeAnswerIsNotReadToItsEnd() {
    answer = matrix(series("avg", "gpu-1", "0", "1".repeat(100_000)));
    try (PrometheusHistory history = history(MINUTE, 50_000)) {
      HistoryException refused =
          assertThrows(HistoryException.class, () -> history.query(query(Optional.of(NODE))));
      assertTrue(String.valueOf(refused.getMessage()).contains("more than 50000 bytes"));
    }
  }

  @Test
  void whoeverDoesNotAnswerInTimeIsNotWaitedFor() {
    silent = true;
    try (PrometheusHistory history = history(Duration.ofMillis(500), 1 << 20)) {
      HistoryException late =
          assertThrows(HistoryException.class, () -> history.query(query(Optional.of(NODE))));
      assertTrue(String.valueOf(late.getMessage()).contains("no answer came within"));
    }
  }

  @Test
  void nothingIsKeptAndNothingIsAskedWhereThereIsNothingToAsk() throws Exception {
    try (PrometheusHistory history = history(MINUTE, 1 << 20)) {
      history.append(List.of());
      assertEquals(
          List.of(),
          history.query(
              new HistoryQuery(
                  Set.of(Metric.GPU_POWER),
                  Optional.empty(),
                  Optional.empty(),
                  BEGIN.plusSeconds(10),
                  BEGIN.plusSeconds(20),
                  MINUTE)));
    }
    assertEquals(0, asked.size());
  }
}
