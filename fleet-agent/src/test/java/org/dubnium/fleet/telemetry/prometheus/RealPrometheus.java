package org.dubnium.fleet.telemetry.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Prometheus itself, which reads one address every second. */
public final class RealPrometheus implements AutoCloseable {

  private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=\\S+:(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  /**
   * Starts it.
   *
   * @param directory empty; for its configuration and its data
   * @param target {@code localhost:port} whose {@code /metrics} it reads
   */
  public RealPrometheus(Path directory, String target) throws Exception {
    Path configuration = directory.resolve("prometheus.yml");
    Files.writeString(
        configuration,
        """
        global: { scrape_interval: 1s, scrape_timeout: 1s }
        scrape_configs:
          - { job_name: stub, static_configs: [ { targets: [ '%s' ] } ] }
        """
            .formatted(target));
    try {
      process =
          new ProcessBuilder(
                  "prometheus",
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + directory.resolve("data"),
                  "--web.listen-address=127.0.0.1:0")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new IOException(
          "cannot run prometheus, which these tests need: install the package prometheus", e);
    }
    CompletableFuture<Integer> listens = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> follow(process.inputReader(), listens));
    port = listens.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    awaitReady();
  }

  /** It listens before it can answer: "Management API" of Prometheus' documentation. */
  private void awaitReady() throws IOException, InterruptedException {
    HttpRequest ready = HttpRequest.newBuilder(URI.create(url() + "-/ready")).build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
      if (System.nanoTime() > end) {
        throw new IOException("prometheus does not become ready");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void follow(BufferedReader log, CompletableFuture<Integer> listens) {
    StringBuilder said = new StringBuilder();
    try (log) {
      for (String line = log.readLine(); line != null; line = log.readLine()) {
        said.append(line).append('\n');
        Matcher matcher = LISTENS.matcher(line);
        if (matcher.find()) {
          var _ = listens.complete(Integer.parseInt(matcher.group(1)));
        }
      }
      var _ = listens.completeExceptionally(new IOException("prometheus ended: " + said));
    } catch (IOException e) {
      var _ = listens.completeExceptionally(e);
    }
  }

  public HttpUrl url() {
    return new HttpUrl.Builder().scheme("http").host("127.0.0.1").port(port).build();
  }

  /** What it answers to an instant query; an error as it says it. */
  public JsonNode ask(String expression) throws IOException, InterruptedException {
    String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url() + "api/v1/query?query=" + query)).build(),
            HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }

  /** Waits until an expression has a result. */
  public void await(String expression) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode answer = ask(expression);
    while (answer.at("/data/result").isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IOException("cannot see " + expression + ": " + answer);
      }
      TimeUnit.MILLISECONDS.sleep(200);
      answer = ask(expression);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopping) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
