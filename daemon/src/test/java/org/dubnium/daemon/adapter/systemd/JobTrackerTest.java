package org.dubnium.daemon.adapter.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.Test;

class JobTrackerTest {

  private static final ObjectPath JOB = FakeSystemd.job(1);
  private static final JobResult DONE = new JobResult(JobResult.Kind.DONE, "done");
  private static final JobResult LOST = new JobResult(JobResult.Kind.ERROR, "lost");

  private final JobTracker tracker = new JobTracker();

  @Test
  void aResultThatComesBeforeTheNameIsKept() {
    tracker.requested();
    tracker.removed(JOB, DONE);
    assertEquals(DONE, tracker.named(JOB).join());
  }

  @Test
  void resultsOfOthersAreNotKeptForEver() {
    tracker.removed(JOB, DONE);
    tracker.requested();
    assertFalse(tracker.named(JOB).isDone());
  }

  @Test
  void resultsAreKeptAsLongAsAnyRequestIsOut() {
    tracker.requested();
    tracker.requested();
    tracker.removed(JOB, DONE);
    tracker.refused();
    assertEquals(DONE, tracker.named(JOB).join());
    tracker.requested();
    assertFalse(tracker.named(JOB).isDone());
  }

  @Test
  void twoMayAwaitOneJob() {
    tracker.requested();
    tracker.requested();
    CompletableFuture<JobResult> one = tracker.named(JOB);
    CompletableFuture<JobResult> other = tracker.named(JOB);
    tracker.removed(JOB, DONE);
    assertEquals(List.of(DONE, DONE), List.of(one.join(), other.join()));
    assertEquals(List.of(), tracker.awaited());
  }

  @Test
  void nobodyAwaitsAResultThatCannotComeAnyMore() {
    tracker.requested();
    CompletableFuture<JobResult> before = tracker.named(JOB);
    tracker.requested();
    tracker.close(LOST);
    assertEquals(LOST, before.join());
    assertEquals(LOST, tracker.named(FakeSystemd.job(2)).join());
  }
}
