package org.dubnium.daemon.adapter.vllm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.ModelServer;

/**
 * Reads the file that {@code vllm-metrics.service} replaces each second: samples of vLLM's metrics in
 * Prometheus' text format, of which there is one for each engine. The daemon itself opens no network
 * socket.
 */
public final class RequestsFile implements ModelServer {

  /** Older than this, it says nothing of now: the companion or the server hangs. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** Two samples for each engine are a fraction of this, and it is what the daemon reads. In bytes. */
  static final int LONGEST = 64 << 10;

  private static final Pattern SLEEPS =
      Pattern.compile("(?m)^vllm:engine_sleep_state\\{[^}\n]*sleep_state=\"awake\"[^}\n]*} 0(?:\\.0)?$");

  private final Path file;
  private final StallFile stalled;
  private final InstantSource clock;

  /**
   * @param file of vllm-metrics.service
   * @param stalled of vllm-watch.service
   */
  public RequestsFile(Path file, Path stalled, InstantSource clock) {
    this.file = file;
    this.stalled = new StallFile(stalled);
    this.clock = clock;
  }

  @Override
  public Reading<ServerLoad> load() {
    return samples()
        .flatMap(
            text ->
                sum(text, "running")
                    .flatMap(
                        running ->
                            sum(text, "waiting").map(waiting -> new ServerLoad(running, waiting))));
  }

  /** vLLM 0.11.1 and later tell it; of what is older nobody knows. */
  @Override
  public boolean isAsleep() {
    return samples() instanceof Reading.Value<String>(String text) && SLEEPS.matcher(text).find();
  }

  @Override
  public Optional<String> stall() {
    return stalled.read();
  }

  private Reading<String> samples() {
    try {
      // Written by a service that is not ours: a pipe would hold us up, a link lead elsewhere.
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) {
        return unreadable("is no regular file");
      }
      Duration age = Duration.between(found.lastModifiedTime().toInstant(), clock.instant());
      // A clock that was set back makes everything look fresh that is not.
      if (age.compareTo(FRESH) > 0 || age.compareTo(FRESH.negated()) < 0) {
        return Reading.unavailable(
            "cannot tell how many requests vLLM has: %s is %d s old (see 'systemctl status"
                    .formatted(file, age.toSeconds())
                + " vllm-metrics')");
      }
      byte[] samples;
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        samples = in.readNBytes(LONGEST + 1);
      }
      if (samples.length > LONGEST) {
        return unreadable("is longer than " + (LONGEST >> 10) + " KiB");
      }
      return Reading.of(new String(samples, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Reading.unavailable(
          "cannot tell how many requests vLLM has: %s (see 'systemctl status vllm-metrics')"
              .formatted(e));
    }
  }

  private Reading<String> unreadable(String why) {
    return Reading.unavailable(
        "cannot tell how many requests vLLM has: %s %s (see 'systemctl status vllm-metrics')"
            .formatted(file, why));
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
