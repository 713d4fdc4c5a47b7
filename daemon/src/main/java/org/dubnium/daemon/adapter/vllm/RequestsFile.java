package org.dubnium.daemon.adapter.vllm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.ServerLoad;
import org.dubnium.daemon.port.ModelServer;

/**
 * Reads the file that {@code vllm-metrics.service} replaces each second: samples of vLLM's metrics in
 * Prometheus' text format, of which there is one for each engine. The daemon itself opens no network
 * socket.
 */
public final class RequestsFile implements ModelServer {

  /** Older than this, it says nothing of now: the companion or the server hangs. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Path file;
  private final InstantSource clock;

  public RequestsFile(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Reading<ServerLoad> load() {
    try {
      Duration age =
          Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
      // A clock that was set back makes everything look fresh that is not.
      if (age.compareTo(FRESH) > 0 || age.compareTo(FRESH.negated()) < 0) {
        return Reading.unavailable(
            "cannot tell how many requests vLLM has: %s is %d s old (see 'systemctl status"
                    .formatted(file, age.toSeconds())
                + " vllm-metrics')");
      }
      String text = Files.readString(file);
      return sum(text, "running")
          .flatMap(running -> sum(text, "waiting").map(waiting -> new ServerLoad(running, waiting)));
    } catch (IOException e) {
      return Reading.unavailable(
          "cannot tell how many requests vLLM has: %s (see 'systemctl status vllm-metrics')"
              .formatted(e));
    }
  }

  private static Reading<Long> sum(String text, String kind) {
    Matcher samples =
        Pattern.compile("(?m)^vllm:num_requests_" + kind + "(?:\\{.*})? (\\d{1,15})(?:\\.\\d+)?$")
            .matcher(text);
    long sum = 0;
    boolean any = false;
    while (samples.find()) {
      sum += Long.parseLong(samples.group(1));
      any = true;
    }
    return any
        ? Reading.of(sum)
        : Reading.unavailable(
            "cannot tell how many requests vLLM has " + kind + ": its metrics do not say");
  }
}
