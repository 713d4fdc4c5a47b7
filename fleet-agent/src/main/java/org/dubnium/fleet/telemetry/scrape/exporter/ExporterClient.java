package org.dubnium.fleet.telemetry.scrape.exporter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** The HTTP client that all exporters are asked with. */
public final class ExporterClient {

  /** Longer than the longest time between two readings but those of a node that is silent. */
  private static final long KEPT_SECONDS = 90;

  private ExporterClient() {}

  /**
   * A client that follows no redirects and keeps no cookies.
   *
   * @param deadline from the connection's beginning to the answer's last byte
   * @param endpoints how many connections may stay open between two readings
   */
  public static OkHttpClient of(Duration deadline, int endpoints) {
    return new OkHttpClient.Builder()
        .callTimeout(deadline)
        .connectTimeout(deadline)
        .readTimeout(deadline)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectionPool(new ConnectionPool(endpoints, KEPT_SECONDS, TimeUnit.SECONDS))
        .build();
  }
}
