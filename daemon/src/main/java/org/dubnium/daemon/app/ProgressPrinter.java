package org.dubnium.daemon.app;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.dubnium.daemon.adapter.model.bundle.ByteProgress;
import org.dubnium.daemon.domain.text.DataSize;

/**
 * Shows how far work on many bytes is: on a terminal by one line that is written anew, elsewhere by a line every ten
 * seconds.
 */
final class ProgressPrinter implements ByteProgress {

  private static final Duration LIVE = Duration.ofMillis(200);
  private static final Duration LINES = Duration.ofSeconds(10);
  private static final String CLEAR = "\r\u001b[K";
  private static final int LONGEST_NAME = 40;

  private final PrintStream out;
  private final boolean live;
  private final InstantSource clock;
  private String doing = "";
  private String file = "";
  private long total;
  private long done;
  private Instant begun = Instant.EPOCH;
  private Instant shown = Instant.EPOCH;

  /**
   * Shows nothing yet.
   *
   * @param live whether it goes to a terminal
   */
  ProgressPrinter(PrintStream out, boolean live, InstantSource clock) {
    this.out = out;
    this.live = live;
    this.clock = clock;
  }

  @Override
  public void begin(String doing, long bytes) {
    this.doing = doing;
    total = bytes;
    done = 0;
    file = "";
    begun = clock.instant();
    shown = begun;
    if (!live && bytes > 0) {
      out.println(line(begun));
    }
  }

  @Override
  public void file(String name) {
    file = name;
  }

  @Override
  public void advance(long bytes) {
    done += bytes;
    Instant now = clock.instant();
    if (Duration.between(shown, now).compareTo(live ? LIVE : LINES) >= 0) {
      shown = now;
      out.print(live ? CLEAR + line(now) : line(now) + System.lineSeparator());
      out.flush();
    }
  }

  /** Leaves the terminal's line empty, for what is said next. */
  void end() {
    if (live) {
      out.print(CLEAR);
      out.flush();
    }
  }

  /** Such as "copying 1.0 GiB of 4.0 GiB, 25 %, 512.0 MiB/s, 6 s left, model.safetensors". */
  private String line(Instant now) {
    StringBuilder line = new StringBuilder();
    line.append(doing).append(' ').append(DataSize.text(done));
    line.append(" of ").append(DataSize.text(total));
    if (total > 0) {
      line.append(String.format(Locale.ROOT, ", %d %%", (long) (100.0 * done / total)));
    }
    double seconds = Duration.between(begun, now).toMillis() / 1000.0;
    if (seconds >= 1 && done > 0) {
      double rate = done / seconds;
      line.append(", ").append(DataSize.text((long) rate)).append("/s, ");
      line.append(time((long) Math.ceil(Math.max(0, total - done) / rate))).append(" left");
    }
    if (!file.isEmpty()) {
      line.append(", ").append(shortened(file));
    }
    return line.toString();
  }

  /** On a terminal the line must not be longer than that is wide. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }

  private static String time(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %d s".formatted(seconds / 60, seconds % 60)
        : "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60);
  }
}
