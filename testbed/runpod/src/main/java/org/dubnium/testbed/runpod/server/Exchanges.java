package org.dubnium.testbed.runpod.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads requests and writes answers. */
final class Exchanges {

  private static final int LARGEST_BODY = 1024 * 1024;

  private Exchanges() {}

  /** The body of a request, as UTF-8. */
  static String body(HttpExchange exchange) throws IOException {
    try (InputStream stream = exchange.getRequestBody()) {
      byte[] bytes = stream.readNBytes(LARGEST_BODY + 1);
      if (bytes.length > LARGEST_BODY) {
        throw new IOException("cannot read a body of more than " + LARGEST_BODY + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /** Answers with a whole text, followed by so many spaces. */
  static void send(
      HttpExchange exchange, int status, Map<String, String> headers, String text, long padding)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long length = bytes.length + padding;
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
      pad(out, padding);
    }
  }

  static void send(HttpExchange exchange, int status, String contentType, String text)
      throws IOException {
    send(exchange, status, Map.of("Content-Type", contentType), text, 0);
  }

  private static void pad(OutputStream out, long padding) throws IOException {
    byte[] spaces = " ".repeat(65_536).getBytes(StandardCharsets.US_ASCII);
    for (long left = padding; left > 0; left -= spaces.length) {
      out.write(spaces, 0, (int) Math.min(left, spaces.length));
    }
  }
}
