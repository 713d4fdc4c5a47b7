package org.dubnium.testbed.runpod.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls a server over HTTP. */
final class Caller implements AutoCloseable {

  static final Duration DEADLINE = Duration.ofSeconds(60);

  final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final ObjectMapper mapper = new ObjectMapper();

  Caller(String host, int port) {
    base = "http://" + host + ":" + port;
  }

  HttpRequest request(String method, String path, String body, Duration deadline) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(deadline)
            .header("Authorization", "Bearer rpa_first");
    return body.isEmpty()
        ? builder.method(method, HttpRequest.BodyPublishers.noBody()).build()
        : builder
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body, DEADLINE), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(int status, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);
    assertEquals(status, answer.statusCode(), answer.body());
    return mapper.readTree(answer.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
