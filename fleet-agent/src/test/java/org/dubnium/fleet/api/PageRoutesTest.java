package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.dubnium.fleet.web.PageFiles;
import org.dubnium.fleet.web.PageRoutes;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {

  private static final Path SOURCE = Path.of("src/main/resources/dashboard");
  private static final Pattern IMPORT = Pattern.compile("(?:from |import\\()\"(\\.{1,2}/[^\"]+)\"");

  private final PageFiles files;
  private final TestApi api;

  PageRoutesTest() throws Exception {
    files = PageFiles.load();
    Router router = new Router();
    new PageRoutes(files).addTo(router);
    api = new TestApi(router);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static List<Path> source() throws Exception {
    try (Stream<Path> all = Files.walk(SOURCE)) {
      return all.filter(Files::isRegularFile).map(SOURCE::relativize).sorted().toList();
    }
  }

  @Test
  void thePageNamesEveryFileThatThereIs() throws Exception {
    for (Path file : source()) {
      assertTrue(
          file.endsWith("index.html") || files.file(file.toString()).isPresent(),
          file + " is not named by index.html");
    }
  }

  @Test
  void whatAScriptImportsIsServed() throws Exception {
    for (Path file : source()) {
      if (!file.toString().endsWith(".js")) {
        continue;
      }
      Matcher imported = IMPORT.matcher(Files.readString(SOURCE.resolve(file)));
      while (imported.find()) {
        String name = file.resolveSibling(imported.group(1)).normalize().toString();
        assertTrue(files.file(name).isPresent(), file + " imports " + name);
      }
    }
  }

  @Test
  void thePageIsAskedForAgainAndItsFilesAreKept() throws Exception {
    HttpResponse<String> page = api.send(api.to("/"));
    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
    assertEquals("no-cache", header(page, "Cache-Control"));
    assertEquals(
        304,
        api.send(api.to("/").header("If-None-Match", header(page, "ETag"))).statusCode());

    String path = "/assets/" + files.version() + "/core/main.js";
    assertTrue(page.body().contains("\"" + path.substring(1) + "\""));
    HttpResponse<String> script = api.send(api.to(path));
    assertEquals(200, script.statusCode());
    assertEquals("text/javascript; charset=utf-8", header(script, "Content-Type"));
    assertEquals("nosniff", header(script, "X-Content-Type-Options"));
    assertEquals("public, max-age=31536000, immutable", header(script, "Cache-Control"));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void theLibraryComesFromItsWebJar() throws Exception {
    String path = "/assets/" + files.version() + "/lib/chart.js";
    assertTrue(api.send(api.to(path)).body().contains("Chart.js v4."));
  }

  @Test
  void nothingOfThePageIsInline() throws Exception {
    HttpResponse<String> page = api.send(api.to("/"));
    String policy = header(page, "Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(page.body().contains("style="), "a style attribute");
    assertFalse(page.body().matches("(?s).*<script>.*"), "an inline script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/core/main.js",
        "/assets/{v}/core/none.js",
        "/assets/{v}/../index.html",
        "/assets/{v}/core/..%2f..%2findex.html",
        "/assets/{v}/..%2f/index.html",
        "/assets/{v}/core/%2e%2e",
        "/assets/{v}/core/main.js%00",
        "/assets/{v}/core/main.js;x",
        "/assets/{v}/core/main.js/",
        "/assets/{v}//core/main.js",
        "/assets/{v}/core\\main.js",
        "/assets/{v}/core/",
        "/assets/0000000000000000/core/main.js",
        "/index.html",
        "//",
        "//etc/passwd",
        "///etc/passwd",
        "/etc/passwd",
        "/../etc/passwd",
        "/../../../../../../../../etc/passwd",
        "/assets/../../../../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/%252e%252e/%252e%252e/etc/passwd",
        "/..;/..;/..;/..;/etc/passwd",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "/..\\..\\..\\etc\\passwd",
        "/..%5c..%5c..%5cetc%5cpasswd",
        "/assets/{v}/%2fetc%2fpasswd/x",
        "/assets/{v}/%00/etc/passwd",
        "/\\etc\\passwd",
        "/./etc/passwd",
        "/?/../etc/passwd%zz",
        "/assets/{v}/file:/etc/passwd",
        "file:///etc/passwd",
        "http://localhost/etc/passwd",
        "http:///etc/passwd",
        "etc/passwd",
        "*",
      })
  void nothingElseIsServed(String path) throws Exception {
    String answer = raw("GET " + path.replace("{v}", files.version()) + " HTTP/1.1", "localhost");
    assertTrue(answer.matches("(?s)HTTP/1\\.1 4\\d\\d .*"), answer);
    for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
      assertFalse(answer.contains(line), answer);
    }
    assertFalse(answer.contains("<title>"), answer);
  }

  /** An answer, word for word, to what no client would send. */
  private String raw(String request, String host) throws Exception {
    try (Socket socket =
        new Socket(api.server.address().getAddress(), api.server.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              (request + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br | gzip",
        "gzip;q=0.5        | gzip",
        "gzip;q=0          | ''",
        "br                | ''",
      })
  void whatIsLongIsCompressedForThoseWhoTakeIt(String accepted, String coding) throws Exception {
    String path = "/assets/" + files.version() + "/lib/chart.js";
    HttpResponse<byte[]> answer =
        api.client.send(
            api.to(path).header("Accept-Encoding", accepted).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(coding, header(answer, "Content-Encoding"));
    byte[] plain = files.file("lib/chart.js").orElseThrow();
    if (coding.isEmpty()) {
      assertArrayEquals(plain, answer.body());
    } else {
      assertTrue(answer.body().length < plain.length / 2, answer.body().length + " bytes");
      try (GZIPInputStream unpacked =
          new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
        assertArrayEquals(plain, unpacked.readAllBytes());
      }
    }
  }

  @Test
  void thePageIsForThoseWhoUseItsOwnNameOnly() throws Exception {
    String answer = raw("GET / HTTP/1.1", "evil.example");
    assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
  }

  @Test
  void aPageIsNotForSending() throws Exception {
    assertEquals(
        405, api.send(api.to("/").POST(HttpRequest.BodyPublishers.noBody())).statusCode());
  }
}
