package org.dubnium.testbed.runpod.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dubnium.testbed.runpod.LogLine;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.StandInRequest;

/** Goes on with a pod's log as server-sent events until the client or the pod is gone. */
final class LogStream {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final String ID = "id: ";

  private final Simulation simulation;
  private final CountDownLatch end;

  LogStream(Simulation simulation, CountDownLatch end) {
    this.simulation = simulation;
    this.end = end;
  }

  boolean isStream(Response response) {
    return "text/event-stream".equals(response.headers().get("Content-Type"));
  }

  /**
   * Sends the answer, which has the lines until now, and then each line as it comes.
   *
   * @param asked when the request came
   */
  void follow(HttpExchange exchange, StandInRequest request, Response response, Instant asked)
      throws IOException {
    String podId = request.path().split("/", -1)[3];
    String source = request.query().getOrDefault("source", "");
    Instant last = lastEvent(response.body()).orElse(asked);
    response.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(response.status(), 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(response.body().getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (end.getCount() > 0 && simulation.exists(podId)) {
        List<LogLine> lines = simulation.awaitLog(podId, last, HEARTBEAT);
        for (LogLine line : lines) {
          last = line.time();
          if (source.isEmpty() || source.equals(line.source())) {
            out.write(line.event().getBytes(StandardCharsets.UTF_8));
          }
        }
        if (lines.isEmpty()) {
          out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Instant> lastEvent(String events) {
    return events
        .lines()
        .filter(line -> line.startsWith(ID))
        .reduce((_, later) -> later)
        .map(line -> Instant.parse(line.substring(ID.length())));
  }
}
