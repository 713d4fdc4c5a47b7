package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.telemetry.scrape.SourceException;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterSourceTest {

  private static final NodeId NODE = new NodeId("trainer");
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.close();
  }

  private HttpUrl url() {
    return HttpUrl.get("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
  }

  private ExporterSource source(Duration deadline, Limits limits, Optional<String> token) {
    OkHttpClient client = ExporterClient.of(deadline, 2);
    return new ExporterSource(
        client, new ExpositionParser(limits), InstantSource.fixed(AT), NODE, url(), token);
  }

  private ExporterSource source() {
    return source(MINUTE, Limits.DEFAULT, Optional.empty());
  }

  private void answer(HttpHandler handler) {
    server.createContext("/metrics", handler);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String refused(ExporterSource source) {
    SourceException refused = assertThrows(SourceException.class, source::read);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("cannot read " + source.name() + ": "), message);
    return message;
  }

  @Test
  void readsWhatAnExporterTells() throws Exception {
    CompletableFuture<String> accepted = new CompletableFuture<>();
    byte[] text = ExporterOutput.bytes("dcgm");
    answer(
        exchange -> {
          accepted.complete(exchange.getRequestHeaders().getFirst("Accept"));
          reply(exchange, 200, text);
        });
    NodeReading reading = source().read();
    assertEquals(NODE, reading.node());
    assertEquals("trainer", reading.hostname());
    assertEquals(AT, reading.at());
    assertEquals(2, reading.gpus().size());
    assertTrue(accepted.get(1, TimeUnit.MINUTES).startsWith("text/plain;version=0.0.4"));
  }

  @Test
  void readsCompressedOpenMetrics() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(utf8("node_load1 2 # {a=\"b\"} 1\n# EOF\n"));
    }
    answer(
        exchange -> {
          assertEquals("gzip", exchange.getRequestHeaders().getFirst("Accept-Encoding"));
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange
              .getResponseHeaders()
              .add("Content-Type", "application/openmetrics-text; version=1.0.0");
          reply(exchange, 200, compressed.toByteArray());
        });
    assertEquals(2.0, source().read().values().get(Metric.NODE_LOAD));
  }

  @Test
  void smallAnswerThatUnpacksToMuchIsRefused() throws Exception {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      for (int i = 0; i < 100_000; i++) {
        gzip.write(utf8("unwanted 2\n"));
      }
    }
    answer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          reply(exchange, 200, compressed.toByteArray());
        });
    Limits limits = new Limits(1_000_000, 1_000_000, 100, 9);
    assertTrue(refused(source(MINUTE, limits, Optional.empty())).contains("1000000 bytes"));
  }

  @Test
  void sendsItsToken() throws Exception {
    answer(
        exchange -> {
          List<String> sent = exchange.getRequestHeaders().get("Authorization");
          reply(exchange, List.of("Bearer s3cret").equals(sent) ? 200 : 401, utf8("node_load1 1"));
        });
    assertEquals(
        1.0,
        source(MINUTE, Limits.DEFAULT, Optional.of("s3cret"))
            .read()
            .values()
            .get(Metric.NODE_LOAD));
    assertTrue(refused(source()).contains("401"));
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 404, 500, 503})
  void statusOtherThan200IsAnErrorWithItsCode(int status) {
    answer(exchange -> reply(exchange, status, new byte[0]));
    assertTrue(refused(source()).contains(" " + status));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void redirectIsNotFollowed(int status) {
    server.createContext("/elsewhere", exchange -> reply(exchange, 200, utf8("node_load1 1")));
    answer(
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          reply(exchange, status, new byte[0]);
        });
    assertTrue(refused(source()).contains(status + ", a redirect"));
  }

  @Test
  void malformedLineIsToldWithItsSource() throws Exception {
    answer(exchange -> reply(exchange, 200, utf8("node_load1 1\nnode_load1 ?\n")));
    NodeReading reading = source().read();
    assertEquals(1.0, reading.values().get(Metric.NODE_LOAD));
    assertEquals(
        "cannot read all of "
            + url()
            + ": passed over line 2 (node_load1): the value '?' is not a number",
        reading.troubles().getFirst().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "br", "zstd", "compress"})
  void packingThatNobodyAskedForIsNamed(String coding) {
    answer(
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", coding);
          reply(exchange, 200, utf8("node_load1 1\n"));
        });
    assertTrue(refused(source()).contains("'" + coding + "'"));
  }

  @Test
  void remembersItsGpusFromOneReadingToTheNext() throws Exception {
    AtomicReference<String> text =
        new AtomicReference<>(
            """
            nvidia_smi_index{uuid="a"} 3
            nvidia_smi_temperature_gpu{uuid="a"} 40
            """);
    answer(exchange -> reply(exchange, 200, utf8(text.get())));
    ExporterSource source = source();
    source.read();
    text.set(
        """
        nvidia_smi_last_collect_success 0
        nvidia_smi_xid_last_timestamp_seconds{uuid="a",xid="79"} 1.795e+09
        """);
    NodeReading reading = source.read();
    assertEquals(3, reading.gpus().getFirst().index());
    assertEquals(79.0, reading.gpus().getFirst().values().get(Metric.GPU_XID));
  }

  @Test
  void exporterOfSomethingElseIsAnError() {
    answer(exchange -> reply(exchange, 200, utf8("go_goroutines 1\n")));
    assertTrue(refused(source()).contains("known metric"));
  }

  @Test
  void answerThatIsCutOffIsAnError() {
    answer(
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(utf8("node_load1 1\n"));
          }
        });
    refused(source());
  }

  @Test
  void answerThatTricklesEndsAtTheDeadline() {
    answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            while (!end.await(10, TimeUnit.MILLISECONDS)) {
              out.write('#');
              out.flush();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertTrue(
        refused(source(Duration.ofMillis(300), Limits.DEFAULT, Optional.empty()))
            .contains("no answer came in time"));
  }

  @Test
  void nobodyListeningIsAnError() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ExporterSource source =
        new ExporterSource(
            ExporterClient.of(MINUTE, 1),
            new ExpositionParser(Limits.DEFAULT),
            InstantSource.fixed(AT),
            NODE,
            HttpUrl.get("http://u:p@127.0.0.1:" + free + "/metrics"),
            Optional.empty());
    SourceException refused = assertThrows(SourceException.class, source::read);
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("cannot read http://127.0.0.1:" + free + "/metrics: "), message);
  }

  @Test
  void interruptEndsTheReading() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    answer(
        exchange -> {
          asked.countDown();
          try (exchange) {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    CompletableFuture<Class<?>> ended = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    source().read();
                  } catch (InterruptedException | SourceException e) {
                    ended.complete(e.getClass());
                  }
                });
    assertTrue(asked.await(1, TimeUnit.MINUTES));
    reader.interrupt();
    assertEquals(InterruptedException.class, ended.get(1, TimeUnit.MINUTES));
  }

  @Test
  void protobufIsNamed() {
    answer(
        exchange -> {
          exchange
              .getResponseHeaders()
              .add("Content-Type", "Application/vnd.google.protobuf; proto=io.prometheus");
          reply(exchange, 200, utf8("node_load1 1\n"));
        });
    assertTrue(refused(source()).contains("protobuf"));
  }

  @Test
  void aHostThatNobodyKnowsIsNamed() {
    OkHttpClient client =
        ExporterClient.of(MINUTE, 1)
            .newBuilder()
            .dns(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build();
    assertTrue(
        refused(source(client, "http://nowhere:1/metrics", NODE, Optional.empty()))
            .endsWith("/metrics: nobody knows a host of that name"));
  }

  private static ExporterSource source(
      OkHttpClient client, String url, NodeId node, Optional<String> token) {
    return new ExporterSource(
        client,
        new ExpositionParser(Limits.DEFAULT),
        InstantSource.fixed(AT),
        node,
        HttpUrl.get(url),
        token);
  }

  @Test
  void sourcesAreTheSameIfTheyAskTheSame() {
    OkHttpClient client = ExporterClient.of(MINUTE, 1);
    String url = "http://a:1/metrics";
    ExporterSource one = source(client, url, NODE, Optional.empty());
    ExporterSource same = source(client, url, NODE, Optional.empty());
    assertEquals(one, same);
    assertEquals(one.hashCode(), same.hashCode());
    assertEquals(NODE, one.node());
    for (ExporterSource other :
        List.of(
            source(client, "http://a:2/metrics", NODE, Optional.empty()),
            source(client, url, new NodeId("other"), Optional.empty()),
            source(client, url, NODE, Optional.of("token")))) {
      assertNotEquals(one, other);
    }
  }
}
