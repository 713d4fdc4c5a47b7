package org.dubnium.daemon.port;

import java.util.concurrent.CompletableFuture;

/** A systemd job that was asked for. */
public interface UnitJob {

  /** Completes when the job is gone or was refused; never exceptionally. */
  CompletableFuture<JobResult> result();

  /** Asks systemd to cancel the job; its result then tells how it ended. */
  void cancel();

  /**
   * How a systemd job ended, or why there was none.
   *
   * @param detail systemd's words, for people
   */
  record JobResult(Kind kind, String detail) {

    /**
     * systemd's job results, org.freedesktop.systemd1(5) {@code JobRemoved}, and the ways in which a
     * job is refused.
     */
    public enum Kind {
      DONE,
      CANCELED,
      TIMEOUT,
      FAILED,
      DEPENDENCY,
      SKIPPED,
      /** The unit does not exist. */
      NOT_FOUND,
      /** The unit is masked. */
      MASKED,
      /** The job would undo another one that may not be undone. */
      DESTRUCTIVE,
      /** Refused otherwise, or systemd did not answer, or told a result unknown to us. */
      ERROR
    }
  }
}
