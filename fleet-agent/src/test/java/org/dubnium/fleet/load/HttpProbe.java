package org.dubnium.fleet.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks over HTTP as any client would. */
final class HttpProbe {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build();
  private final ObjectMapper mapper = new ObjectMapper();

  /** An answer as bytes. */
  byte[] get(String url) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url)).timeout(DEADLINE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("cannot use " + url + ": it answers " + answer.statusCode());
    }
    return answer.body();
  }

  JsonNode json(String url) throws IOException, InterruptedException {
    return mapper.readTree(get(url));
  }

  /** Whether it answers that all is well. */
  boolean isWell(String url) throws InterruptedException {
    try {
      var _ = get(url);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Returns once it answers that all is well. */
  void awaitWell(String url, Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!isWell(url)) {
      if (System.nanoTime() > end) {
        throw new IOException("cannot go on: " + url + " does not answer well");
      }
      // Neither program tells of it by itself.
      Thread.sleep(200);
    }
  }
}
