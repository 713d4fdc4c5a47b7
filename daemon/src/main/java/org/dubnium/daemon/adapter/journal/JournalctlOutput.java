package org.dubnium.daemon.adapter.journal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.dubnium.common.time.Backoff;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.port.UnitOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has {@code journalctl --follow} read, in a process of its own: the journal's files are mapped there, and
 * one that is cut off under the reader ends that process and not the daemon. journalctl leaves messages of
 * more than 4 KiB out.
 *
 * <p>journald looks an entry's invocation up when it comes to it, and finds none once the unit has ended: the last
 * lines of a run that ends soon may be assigned to its unit alone.
 */
public final class JournalctlOutput implements UnitOutput {

  private static final Logger LOG = LoggerFactory.getLogger(JournalctlOutput.class);

  private static final Pattern INVOCATION = Pattern.compile("[0-9a-f]{32}");

  private final List<String> command;
  private final Backoff pause;

  public JournalctlOutput() {
    this(
        List.of("journalctl"),
        new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1)));
  }

  /**
   * @param command what stands before the arguments
   * @param pause between a reader that broke off and the next
   */
  JournalctlOutput(List<String> command, Backoff pause) {
    this.command = command;
    this.pause = pause;
  }

  @Override
  public Reader follow(UnitName unit, String invocation, int last, Listener listener) {
    if (!INVOCATION.matcher(invocation).matches()) {
      throw new IllegalArgumentException("cannot follow '" + invocation + "': it is no invocation");
    }
    Following following = new Following(unit, invocation, last, listener);
    Thread.ofPlatform().daemon().name("journal").start(following);
    return following;
  }

  /** A run of journalctl, and the thread that reads its output. */
  private final class Following implements Reader, Runnable {

    private final UnitName unit;
    private final String invocation;
    private final int last;
    private final Listener listener;
    private final CountDownLatch halted = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private String cursor = "";
    private volatile Instant startedAt = Instant.EPOCH;
    private volatile boolean closed;
    private volatile @Nullable Process process;

    /** The same, while it is one that goes on with what is printed later. */
    private volatile @Nullable Process follower;

    Following(UnitName unit, String invocation, int last, Listener listener) {
      this.unit = unit;
      this.invocation = invocation;
      this.last = last;
      this.listener = listener;
    }

    @Override
    public void run() {
      try {
        for (int attempts = 0; isFollowing(); attempts++) {
          follow();
          if (halted.await(pause.after(attempts).toMillis(), TimeUnit.MILLISECONDS)) {
            break;
          }
        }
        if (!closed) {
          // Whatever was written before this is in the journal when it returns: journalctl(1).
          readOnce(List.of("--sync"));
          readOnce(rest());
        }
      } catch (InterruptedException ended) {
        LOG.debug("no longer reading the journal");
      } finally {
        over.countDown();
      }
    }

    private boolean isFollowing() {
      return halted.getCount() > 0;
    }

    private void follow() throws InterruptedException {
      try {
        Process started = start(following());
        follower = started;
        if (isFollowing()) {
          read(started);
        }
        if (isFollowing()) {
          LOG.warn("journalctl ended while it was read from; starting it again");
        }
      } catch (IOException e) {
        if (isFollowing()) {
          LOG.warn("cannot read what vLLM prints, trying again: {}", e.getMessage());
        }
      } finally {
        follower = null;
        end();
      }
    }

    private void readOnce(List<String> arguments) throws InterruptedException {
      try {
        Process started = start(arguments);
        if (!closed) {
          read(started);
        }
      } catch (IOException e) {
        LOG.debug("cannot read the rest of what vLLM printed, ignoring: {}", e.getMessage());
      } finally {
        end();
      }
    }

    private void end() throws InterruptedException {
      Process started = process;
      if (started != null) {
        started.destroyForcibly();
        started.waitFor();
        process = null;
      }
    }

    private Process start(List<String> arguments) throws IOException {
      List<String> line = new ArrayList<>(command);
      line.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().clear();
      builder.environment().put("LC_ALL", "C");
      builder.environment().put("PATH", "/usr/bin:/bin");
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process started = builder.start();
      process = started;
      return started;
    }

    /** Arguments of journalctl that follow the entries of the run. */
    private List<String> following() {
      List<String> line = new ArrayList<>(List.of("--follow"));
      line.addAll(entries());
      if (!cursor.isEmpty()) {
        line.add("--after-cursor=" + cursor);
      }
      line.add("_SYSTEMD_INVOCATION_ID=" + invocation);
      return line;
    }

    /** Arguments of journalctl that read the entries that are left, those assigned to the unit alone included. */
    private List<String> rest() {
      List<String> line = new ArrayList<>(entries());
      line.add(
          cursor.isEmpty()
              ? "--since=@%d.%06d".formatted(startedAt.getEpochSecond(), startedAt.getNano() / 1000)
              : "--after-cursor=" + cursor);
      line.addAll(
          List.of("_SYSTEMD_INVOCATION_ID=" + invocation, "+", "_SYSTEMD_UNIT=" + unit.value()));
      return line;
    }

    private List<String> entries() {
      return List.of(
          "--quiet",
          "--output=json",
          "--output-fields=MESSAGE,_SYSTEMD_INVOCATION_ID",
          last > 0 && cursor.isEmpty() ? "--lines=" + last : "--no-tail");
    }

    /** Ends with the process, which whoever closes this ends. */
    private void read(Process started) throws IOException {
      try (InputStream out = started.getInputStream()) {
        EntryLines lines = new EntryLines(out);
        for (int length = lines.next(); length >= 0; length = lines.next()) {
          JournalEntry entry = JournalEntry.parse(lines.bytes(), length);
          cursor = entry.cursor();
          if (entry.invocation().isEmpty() || entry.invocation().equals(invocation)) {
            entry.message().ifPresent(text -> listener.line(entry.at(), text));
          }
        }
      }
    }

    @Override
    public void finish(Instant began, Duration atMost) throws InterruptedException {
      startedAt = began;
      halted.countDown();
      destroy(follower);
      var _ = over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      closed = true;
      halted.countDown();
      destroy(process);
    }

    private static void destroy(@Nullable Process started) {
      if (started != null) {
        started.destroyForcibly();
      }
    }
  }
}
