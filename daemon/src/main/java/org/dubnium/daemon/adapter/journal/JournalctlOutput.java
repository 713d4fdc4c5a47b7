package org.dubnium.daemon.adapter.journal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.dubnium.common.time.Backoff;
import org.dubnium.daemon.port.UnitOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has {@code journalctl --follow} read, in a process of its own: the journal's files are mapped there, and
 * one that is cut off under the reader ends that process and not the daemon. journalctl leaves messages of
 * more than 4 KiB out.
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
  public Reader follow(String invocation, int last, Listener listener) {
    if (!INVOCATION.matcher(invocation).matches()) {
      throw new IllegalArgumentException("cannot follow '" + invocation + "': it is no invocation");
    }
    Following following = new Following(invocation, last, listener);
    Thread.ofPlatform().daemon().name("journal").start(following);
    return following;
  }

  /** One reader, from its thread's begin to its end. */
  private final class Following implements Reader, Runnable {

    private final String invocation;
    private final int last;
    private final Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String cursor = "";
    private volatile @Nullable Process process;

    Following(String invocation, int last, Listener listener) {
      this.invocation = invocation;
      this.last = last;
      this.listener = listener;
    }

    @Override
    public void run() {
      try {
        for (int attempts = 0; closed.getCount() > 0; attempts++) {
          attempt();
          if (closed.await(pause.after(attempts).toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      } catch (InterruptedException ended) {
        LOG.debug("no longer reading the journal");
      }
    }

    private void attempt() throws InterruptedException {
      try {
        Process started = start();
        process = started;
        read(started);
        if (closed.getCount() > 0) {
          LOG.warn("journalctl ended while it was read from; starting it again");
        }
      } catch (IOException e) {
        if (closed.getCount() > 0) {
          LOG.warn("cannot read what vLLM prints, trying again: {}", e.getMessage());
        }
      } finally {
        Process started = process;
        if (started != null) {
          started.destroyForcibly();
          started.waitFor();
          process = null;
        }
      }
    }

    private Process start() throws IOException {
      ProcessBuilder builder = new ProcessBuilder(line());
      builder.environment().clear();
      builder.environment().put("LC_ALL", "C");
      builder.environment().put("PATH", "/usr/bin:/bin");
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      return builder.start();
    }

    private List<String> line() {
      List<String> line = new ArrayList<>(command);
      line.addAll(List.of("--follow", "--quiet", "--output=json", "--output-fields=MESSAGE"));
      if (!cursor.isEmpty()) {
        line.add("--after-cursor=" + cursor);
      }
      line.add(last > 0 && cursor.isEmpty() ? "--lines=" + last : "--no-tail");
      line.add("_SYSTEMD_INVOCATION_ID=" + invocation);
      return line;
    }

    /** Ends with the process, which whoever closes this ends. */
    private void read(Process started) throws IOException {
      if (closed.getCount() == 0) {
        return;
      }
      try (InputStream out = started.getInputStream()) {
        EntryLines lines = new EntryLines(out);
        for (int length = lines.next(); length >= 0; length = lines.next()) {
          JournalEntry entry = JournalEntry.parse(lines.bytes(), length);
          cursor = entry.cursor();
          entry.message().ifPresent(text -> listener.line(entry.at(), text));
        }
      }
    }

    @Override
    public void close() {
      closed.countDown();
      Process started = process;
      if (started != null) {
        started.destroyForcibly();
      }
    }
  }
}
