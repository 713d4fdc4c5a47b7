package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.dubnium.fleet.web.EventHub;
import org.dubnium.fleet.web.Json;
import org.dubnium.fleet.web.Response;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiServerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EventHub events = new EventHub();
  private final TestApi api;

  ApiServerTest() throws Exception {
    Router router =
        new Router()
            .on("GET", "/api/things", request -> Response.json(Map.of("all", request.query().values())))
            .on("POST", "/api/things", request -> Response.json(201, Json.object(request.body())))
            .on("GET", "/api/things/{id}", request -> Response.json(Map.of("id", request.segment("id"))))
            .on("DELETE", "/api/things/{id}", request -> Response.noContent())
            .on("GET", "/api/defect", request -> Response.json(request.segment("none")))
            .on("GET", "/api/events", request -> events.open("v1"));
    api = new TestApi(router);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpRequest.Builder to(String path) {
    return api.to(path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return api.send(request);
  }

  @Test
  void answersWithWhatTheRouteSays() throws Exception {
    HttpResponse<String> answer = send(to("/api/things?a=1&b=x%20y"));
    assertEquals(200, answer.statusCode());
    assertEquals("x y", JSON.readTree(answer.body()).at("/all/b").asText());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("a/b", JSON.readTree(send(to("/api/things/a%2Fb")).body()).at("/id").asText());
  }

  @Test
  void aHeadHasNoBody() throws Exception {
    HttpResponse<String> answer =
        send(to("/api/things").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode());
    assertEquals("", answer.body());
  }

  @Test
  void askingForTheHeadOfAStreamTakesNobodysPlace() throws Exception {
    for (int i = 0; i < 201; i++) {
      assertEquals(
          200,
          send(to("/api/events").method("HEAD", HttpRequest.BodyPublishers.noBody())).statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/nothing,             404",
    "GET,    /,                        404",
    "GET,    /api/things/,             404",
    "GET,    /api/../api/none,         404",
    "PUT,    /api/things,              405",
    "PATCH,  /api/things/1,            405",
    "GET,    /api/things?a=1&a=2,      400",
    "GET,    /api/defect,              500",
  })
  void everyErrorIsAProblemThatSaysWhat(String method, String path, int status) throws Exception {
    HttpResponse<String> answer =
        send(TestApi.authorised(to(path)).method(method, HttpRequest.BodyPublishers.noBody()));
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    JsonNode problem = JSON.readTree(answer.body());
    assertEquals(status, problem.at("/status").asInt());
    assertTrue(problem.at("/error").asText().startsWith("cannot "), answer.body());
  }

  @Test
  void aMethodThatAPathHasNotIsToldWithThoseItHas() throws Exception {
    HttpResponse<String> answer =
        send(TestApi.authorised(to("/api/things")).method("PUT", HttpRequest.BodyPublishers.noBody()));
    assertEquals("GET, POST", answer.headers().firstValue("Allow").orElse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1}         | 201",
        "{\"a\":1} x       | 400",
        "{\"a\":1,\"a\":2} | 400",
        "[1]               | 400",
        "{                 | 400",
        "''                | 400",
      })
  void aBodyIsOneObject(String body, int status) throws Exception {
    assertEquals(
        status,
        send(TestApi.authorised(to("/api/things")).POST(HttpRequest.BodyPublishers.ofString(body)))
            .statusCode());
  }

  @Test
  void aBodyThatIsTooDeepOrTooLongIsRefused() throws Exception {
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    assertEquals(
        400,
        send(TestApi.authorised(to("/api/things")).POST(HttpRequest.BodyPublishers.ofString(deep)))
            .statusCode());
    String huge = "{\"a\":\"" + "x".repeat(300 * 1024) + "\"}";
    assertEquals(
        413,
        send(TestApi.authorised(to("/api/things")).POST(HttpRequest.BodyPublishers.ofString(huge)))
            .statusCode());
  }

  @Test
  void nothingIsChangedWithoutTheToken() throws Exception {
    assertEquals(401, send(to("/api/things/1").DELETE()).statusCode());
    assertEquals(
        401,
        send(to("/api/things/1").DELETE().header("Authorization", "Bearer wrong")).statusCode());
    assertEquals(204, send(TestApi.authorised(to("/api/things/1")).DELETE()).statusCode());
  }

  @Test
  void eventsComeToWhoeverListens() throws Exception {
    HttpResponse<Stream<String>> answer =
        api.client.send(to("/api/events").build(), HttpResponse.BodyHandlers.ofLines());
    assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
    try (Stream<String> lines = answer.body()) {
      var reading = lines.iterator();
      assertEquals("retry: 3000", reading.next());
      assertEquals("event: hello", reading.next());
      assertTrue(reading.next().contains("\"page\":\"v1\""));
      assertEquals("", reading.next());
      events.publish("mode", Map.of("mode", "compute"));
      assertEquals("id: 1", reading.next());
      assertEquals("event: mode", reading.next());
      assertEquals("data: {\"mode\":\"compute\"}", reading.next());
    }
  }

  @Test
  void whatIsNotHttpDisturbsNobody() throws Exception {
    for (String nonsense : List.of("\0\0\0\0\r\n\r\n", "GET /api/things%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      try (Socket socket = new Socket(api.server.address().getAddress(), api.server.address().getPort())) {
        socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        var _ = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
      }
    }
    assertEquals(200, send(to("/api/things")).statusCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /api/things?{20000} HTTP/1.1 | Host: localhost                         | 4",
        "GET /api/things HTTP/1.1         | Host: localhost~X-Large: {20000}     | 431",
        "GET /api/things HTTP/1.1         | X-None: 1                               | 4",
        "GET /api/things HTTP/1.1         | Host: localhost~Host: evil.example   | 4",
        "GET http://evil.example/ HTTP/1.1| Host: localhost                         | 4",
        "GET /api/things HTTP/1.1         | Host: localhost~No Colon             | 400",
        "POST /api/things HTTP/1.1        | Host: localhost~Content-Length: -1   | 400",
        "POST /api/things HTTP/1.1        | Host: localhost~Content-Length: 3~Transfer-Encoding: chunked | 400",
      })
  void whatIsNoRequestIsAProblemToo(String line, String headers, String status) throws Exception {
    String request =
        (line + "\r\n" + headers.replace("~", "\r\n") + "\r\n\r\n")
            .replace("{20000}", "x".repeat(20_000));
    String answer = raw(request);
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
    assertTrue(answer.contains("\"error\":\"cannot "), answer);
    assertFalse(answer.contains("Server:"), answer);
  }

  private String raw(String request) throws Exception {
    try (Socket socket =
        new Socket(api.server.address().getAddress(), api.server.address().getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aBodyIsNeverUnpacked() throws Exception {
    assertEquals(
        400,
        send(TestApi.authorised(to("/api/things"))
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed("{\"a\":1}"))))
            .statusCode());
  }

  private static byte[] packed(String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
