package org.dubnium.daemon.serving;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.server.LoadProgress;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.domain.server.ServiceRun;
import org.dubnium.daemon.port.UnitOutput;
import org.dubnium.daemon.vllm.ServerLog;
import org.jspecify.annotations.Nullable;

/** One run of the model server, and what it has printed so far. */
final class ServerRun {

  /** Lines that are read of the end of the output when a server ends that had answered. */
  private static final int LAST_LINES = 20_000;

  private final String invocation;
  private final UnitOutput output;
  private final Runnable onNews;
  private final Object lock = new Object();
  private ServerLog log = new ServerLog(false);
  private UnitOutput.@Nullable Reader reader;
  private @Nullable Instant phaseSince;
  private boolean ready;
  private boolean ending;
  private boolean stopAsked;
  private @Nullable ServerFailure failure;

  /**
   * @param onNews called whenever the progress has changed, on the reader's thread
   */
  ServerRun(String invocation, UnitOutput output, Runnable onNews) {
    this.invocation = invocation;
    this.output = output;
    this.onNews = onNews;
  }

  boolean is(String other) {
    return invocation.equals(other);
  }

  String invocation() {
    return invocation;
  }

  /** Begins to read the output, from its beginning: the server loads. */
  void loading() {
    if (reader == null && !ready) {
      reader = output.follow(VllmRule.UNIT, invocation, 0, this::take);
    }
  }

  /** Stops reading the output: the server answers. Returns whether that was not known before. */
  boolean answers() {
    boolean news = !ready;
    ready = true;
    close();
    return news;
  }

  /** Notes that a stop was asked for. */
  void stopAsked() {
    stopAsked = true;
  }

  boolean wasAskedToStop() {
    return stopAsked;
  }

  /**
   * It ends, or has ended. What it printed while it loaded has been read; of any other the last lines are.
   *
   * @param hadAnswered whether it was ready once
   */
  void ended(boolean hadAnswered) {
    if (ending) {
      return;
    }
    ending = true;
    ready |= hadAnswered;
    synchronized (lock) {
      log = reader == null ? new ServerLog(ready) : log;
    }
    if (reader == null) {
      reader = output.follow(VllmRule.UNIT, invocation, LAST_LINES, this::take);
    }
  }

  /**
   * It has ended: the cause, once all that it printed has been read.
   *
   * @param end the run as systemd tells it now
   * @param longestRead more is not waited for; what is known by then is the cause
   */
  ServerFailure conclude(ServiceRun end, Duration longestRead) throws InterruptedException {
    UnitOutput.Reader open = reader;
    if (open != null) {
      open.finish(end.startedAt().orElseGet(Instant::now), longestRead);
    }
    close();
    synchronized (lock) {
      ServerFailure found = log.failure(end.exit(), ready);
      failure = found;
      return found;
    }
  }

  Optional<ServerFailure> failure() {
    return Optional.ofNullable(failure);
  }

  LoadProgress progress() {
    synchronized (lock) {
      return log.progress();
    }
  }

  Optional<Instant> phaseSince() {
    synchronized (lock) {
      return Optional.ofNullable(phaseSince);
    }
  }

  void close() {
    UnitOutput.Reader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  private void take(Instant at, String text) {
    boolean news;
    synchronized (lock) {
      LoadProgress before = log.progress();
      news = log.take(text);
      if (before.phase() != log.progress().phase()) {
        phaseSince = at;
      }
    }
    if (news) {
      onNews.run();
    }
  }
}
