package org.dubnium.fleet.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Answers of some size in gzip form, for those who take it: a fleet of a thousand nodes is two
 * megabytes of JSON, and may have to come through a tunnel.
 */
final class Compression {

  /** Below that, it is not worth the time; what is secret is that short. */
  private static final int LEAST = 4096;

  private Compression() {}

  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /**
   * The same answer, or its compressed form.
   *
   * @param accepted the request's {@code Accept-Encoding}
   */
  static Response of(Response response, Optional<String> accepted) throws IOException {
    if (!(response instanceof Response.Whole whole)
        || whole.body().length < LEAST
        || accepted.filter(Compression::hasGzip).isEmpty()) {
      return response;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream(whole.body().length / 4);
    try (Fast gzip = new Fast(packed)) {
      gzip.write(whole.body());
    }
    return new Response.Whole(whole.status(), whole.headers(), packed.toByteArray())
        .with("Content-Encoding", "gzip")
        .with("Vary", "Accept-Encoding");
  }

  /** RFC 9110, 12.5.3; a weight of nothing forbids it. */
  private static boolean hasGzip(String accepted) {
    for (String one : accepted.split(",", -1)) {
      String coding = one.strip();
      if (coding.equals("gzip") || coding.matches("gzip\\s*;\\s*q=(1.*|0\\.\\d*[1-9]\\d*)")) {
        return true;
      }
    }
    return false;
  }
}
