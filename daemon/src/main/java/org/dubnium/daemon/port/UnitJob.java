package org.dubnium.daemon.port;

import java.util.concurrent.CompletableFuture;

/** A systemd job that was asked for. */
public interface UnitJob {

  /** Completes when the job is gone or was refused; never exceptionally. */
  CompletableFuture<JobResult> result();

  /** Asks systemd to cancel the job; its result then tells how it ended. */
  void cancel();
}
