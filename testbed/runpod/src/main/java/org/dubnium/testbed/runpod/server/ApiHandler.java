package org.dubnium.testbed.runpod.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dubnium.testbed.runpod.StandInAnswer;
import org.dubnium.testbed.runpod.StandInAnswer.NoResponse;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.StandInDefect;
import org.dubnium.testbed.runpod.StandInRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the calls of the API over HTTP. */
final class ApiHandler implements HttpHandler {

  /** Longer than any client waits. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);

  private final Simulation simulation;
  private final LogStream logs;
  private final Defects defects;
  private final CountDownLatch end;

  /**
   * Answers from a simulation.
   *
   * @param end is counted down when the server ends
   */
  ApiHandler(Simulation simulation, Defects defects, CountDownLatch end) {
    this.simulation = simulation;
    this.logs = new LogStream(simulation, end);
    this.defects = defects;
    this.end = end;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      StandInRequest request = request(exchange);
      Instant asked = simulation.now();
      StandInAnswer answer;
      try {
        answer = simulation.ask(standIn -> standIn.handle(request));
      } catch (StandInDefect defect) {
        defects.add(defect);
        Exchanges.send(
            exchange,
            500,
            "application/problem+json",
            "{\"title\":\"stand-in defect\",\"status\":500,\"detail\":\"see its log\"}");
        return;
      }
      log.info("{} {}: {}", request.method(), request.pathAndQuery(), summary(answer));
      switch (answer) {
        case Response response when logs.isStream(response) ->
            logs.follow(exchange, request, response, asked);
        case Response response ->
            Exchanges.send(
                exchange,
                response.status(),
                response.headers(),
                response.body(),
                response.padding());
        case NoResponse silent when silent.reason() == NoResponse.Reason.SILENT -> keepSilent();
        case NoResponse _ -> {
          // Closing the exchange without an answer breaks the connection.
        }
      }
    }
  }

  private void keepSilent() {
    try {
      var _ = end.await(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static StandInRequest request(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new StandInRequest(
        exchange.getRequestMethod(), uri.getRawPath() + query, headers, Exchanges.body(exchange));
  }

  private static String summary(StandInAnswer answer) {
    return switch (answer) {
      case Response response -> response.status() + ", " + response.length() + " characters";
      case NoResponse none -> "no answer, " + none.reason();
    };
  }
}
