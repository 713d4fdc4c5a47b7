package org.dubnium.daemon.adapter.systemd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.jspecify.annotations.Nullable;

/**
 * Brings the results of jobs to those who asked for them. A job may be over before systemd's answer
 * that names it has arrived; so while any request is out, the results of jobs that nobody waits for
 * are kept.
 */
final class JobTracker {

  private final Map<ObjectPath, CompletableFuture<JobResult>> awaited = new HashMap<>();
  private final Map<ObjectPath, JobResult> early = new HashMap<>();
  private int requests;
  private @Nullable JobResult end;

  /** A job is about to be asked for. */
  synchronized void requested() {
    requests++;
  }

  /** systemd refused the job, or did not answer. */
  synchronized void refused() {
    forgetRequest();
  }

  /** systemd named the job: its result, once it is known. Several may await the same one. */
  synchronized CompletableFuture<JobResult> named(ObjectPath job) {
    JobResult known = end == null ? early.get(job) : end;
    forgetRequest();
    return known == null
        ? awaited.computeIfAbsent(job, path -> new CompletableFuture<>()).copy()
        : CompletableFuture.completedFuture(known);
  }

  /** systemd told the result of some job. */
  void removed(ObjectPath job, JobResult result) {
    CompletableFuture<JobResult> waiting;
    synchronized (this) {
      waiting = awaited.remove(job);
      if (waiting == null && requests > 0) {
        early.put(job, result);
      }
    }
    if (waiting != null) {
      waiting.complete(result);
    }
  }

  /** The jobs whose results are awaited. */
  synchronized List<ObjectPath> awaited() {
    return List.copyOf(awaited.keySet());
  }

  /** No results will come any more; this one stands for all, also for jobs yet to be named. */
  void close(JobResult result) {
    Map<ObjectPath, CompletableFuture<JobResult>> waiting;
    synchronized (this) {
      end = result;
      waiting = Map.copyOf(awaited);
      awaited.clear();
    }
    waiting.values().forEach(future -> future.complete(result));
  }

  private void forgetRequest() {
    requests--;
    if (requests == 0) {
      early.clear();
    }
  }
}
