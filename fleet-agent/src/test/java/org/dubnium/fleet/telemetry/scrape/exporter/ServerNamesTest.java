package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server of a model is called after the endpoint where it is read: a node may have several. */
class ServerNamesTest {

  private static final NodeId NODE = new NodeId("node");

  /** Answers every request itself: which address there is plays no part here. */
  private static OkHttpClient answering(String text) {
    return ExporterClient.of(Duration.ofMinutes(1), 1)
        .newBuilder()
        .addInterceptor(
            chain ->
                new Response.Builder()
                    .request(chain.request())
                    .protocol(Protocol.HTTP_1_1)
                    .code(200)
                    .message("OK")
                    .body(ResponseBody.create(text, MediaType.get("text/plain")))
                    .build())
        .build();
  }

  private static List<ServerReading> servers(String url, String text) throws Exception {
    return new ExporterSource(
            answering(text),
            new ExpositionParser(Limits.DEFAULT),
            InstantSource.fixed(Instant.EPOCH),
            NODE,
            HttpUrl.get(url),
            Optional.empty())
        .read()
        .servers();
  }

  private static String name(String url) throws Exception {
    return servers(url, "vllm:num_requests_running 3\n").getFirst().name();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000/metrics, 127.0.0.1:8000",
    "http://user:secret@gpu-1:8001/metrics, gpu-1:8001",
    "http://gpu-1/metrics, gpu-1:80",
    "https://gpu-1/metrics, gpu-1:443",
    "http://gpu-1:8000/, gpu-1:8000/",
    "http://gpu-1:8000/second/metrics, gpu-1:8000/second/metrics"
  })
  void aServerIsCalledAfterWhereItIsRead(String url, String name) throws Exception {
    assertEquals(
        List.of(new ServerReading(name, Map.of(Metric.VLLM_REQUESTS_RUNNING, 3.0))),
        servers(url, "vllm:num_requests_running 3\n"));
    Subject server = new Subject.Server(NODE, name);
    assertEquals(Optional.of(server), Subject.parse(server.text()));
  }

  @Test
  void twoServersOfOneNodeAreTwo() throws Exception {
    assertNotEquals(name("http://gpu-1:8000/metrics"), name("http://gpu-1:8001/metrics"));
    assertNotEquals(name("http://[::1]:8000/metrics"), name("http://[::1]:8001/metrics"));
    assertNotEquals(name("http://gpu-1:8000/a/metrics"), name("http://gpu-1:8000/b/metrics"));
  }

  @Test
  void whatTellsOfNoServerHasNone() throws Exception {
    assertEquals(List.of(), servers("http://gpu-1:9100/metrics", "node_load1 1\n"));
  }

  @Test
  void aNameIsNoLongerThanCanBe() throws Exception {
    assertEquals(
        Subject.LONGEST_NAME, name("http://gpu-1:8000/" + "a".repeat(1_000)).length());
  }
}
