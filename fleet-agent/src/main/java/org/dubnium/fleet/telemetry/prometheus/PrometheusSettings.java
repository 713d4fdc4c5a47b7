package org.dubnium.fleet.telemetry.prometheus;

import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where the past is asked for, and how.
 *
 * @param url what its HTTP API's {@code /api/v1} is below, such as {@code http://localhost:9090/}
 * @param token sent as a bearer token; empty for none
 * @param deadline of one question
 * @param mostBytes of one answer, decompressed
 */
public record PrometheusSettings(
    HttpUrl url, Optional<String> token, Duration deadline, long mostBytes) {

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final long MOST_BYTES = 64L << 20;

  public PrometheusSettings {
    if (!deadline.isPositive() || mostBytes < 1) {
      throw new IllegalArgumentException("cannot ask Prometheus without time or without an answer");
    }
  }

  /** With the usual bounds. */
  public static PrometheusSettings of(HttpUrl url, Optional<String> token) {
    return new PrometheusSettings(url, token, DEADLINE, MOST_BYTES);
  }
}
