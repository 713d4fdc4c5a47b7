package org.dubnium.fleet.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.dubnium.fleet.logs.LogEntry;
import org.dubnium.fleet.logs.LogStream;

/** A log that is being followed by one client, until it is closed. */
public final class LogFollower implements AutoCloseable {

  private final LogBacklog backlog = new LogBacklog();
  private final LogStream stream;
  private final Runnable closed;

  /**
   * Begins to read.
   *
   * @param threads has one to spare for it
   * @param closed run when this is closed, once
   */
  LogFollower(LogStream stream, Executor threads, Runnable closed) {
    this.stream = stream;
    this.closed = closed;
    threads.execute(this::read);
  }

  private void read() {
    try {
      for (Optional<LogEntry> entry = stream.next(); entry.isPresent(); entry = stream.next()) {
        backlog.add(entry.get());
      }
      backlog.end("cannot follow the log any more: its reader has ended");
    } catch (IOException broken) {
      backlog.end("cannot follow the log any more: " + broken.getMessage());
    }
  }

  /**
   * Waits for lines, for that long at most; then there may be none. Batches come ten times a second at
   * most, with up to a thousand lines each.
   */
  public LogBatch next(Duration most) throws InterruptedException {
    return backlog.take(most);
  }

  @Override
  public void close() {
    stream.close();
    closed.run();
  }
}
