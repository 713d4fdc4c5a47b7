package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.fake.FakeClusterNode.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.Test;

/** A machine that is a node of a cluster in compute mode, and leaves that. */
class ClusterLeaveTest {

  @Test
  void joinsWithComputeAndIsDrainedBeforeItLeaves() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inDesktop(1).inCluster())) {
      FinishedTransition there = bench.go(COMPUTE);
      assertEquals(Outcome.COMMITTED, there.outcome(), there.reason().message());
      assertTrue(bench.host.units.unit("slurm-node.service").isActive());
      assertEquals(List.of(), bench.host.cluster.orders());
      int before = bench.host.units.calls().size();

      FinishedTransition back = bench.go(DESKTOP);
      assertEquals(Outcome.COMMITTED, back.outcome(), back.reason().message());
      assertFalse(bench.host.units.unit("slurm-node.service").isActive());
      assertEquals("start slurm-drain.service", bench.host.units.calls().get(before));
      assertEquals(
          new Step.DrainSlurmNode(
              JobPolicy.WAIT, Duration.ofMinutes(10), 1000, Optional.of(COMPUTE), DESKTOP, List.of()),
          bench.host.cluster.orders().getFirst());
    }
  }

  @Test
  void theRequestSaysWhatBecomesOfJobs() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.cluster.set(job(42), job(43));
      bench.host.units.unit("slurm-drain.service").onStart(bench.host.cluster::set);
      FinishedTransition end = leave(bench, JobPolicy.REQUEUE, Duration.ofMinutes(2));
      assertEquals(Outcome.COMMITTED, end.outcome(), end.reason().message());
      assertEquals(
          new Step.DrainSlurmNode(
              JobPolicy.REQUEUE,
              Duration.ofMinutes(2),
              1000,
              Optional.of(COMPUTE),
              DESKTOP,
              List.of(42L, 43L)),
          bench.host.cluster.orders().getFirst());
    }
  }

  @Test
  void jobsThatDoNotEndKeepTheModeAndTheNodeIsResumed() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.cluster.set(job(42));
      bench.host.units.unit("slurm-drain.service").startEnds(JobResult.Kind.FAILED);
      FinishedTransition end = bench.go(DESKTOP);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertEquals(ReasonCode.JOBS_NOT_ENDED, end.reason().code());
      assertTrue(
          end.reason().message().contains("job 42 (train) of alice, 1 h 30 min left"),
          end.reason().message());
      assertEquals(
          List.of("start slurm-drain.service", "start slurm-resume.service"),
          bench.host.units.calls());
      assertTrue(bench.host.units.unit("slurm-node.service").isActive());
    }
  }

  @Test
  void aJobThatBeganMeanwhileIsForTheNextRequest() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.cluster.set(job(42));
      bench.host.cluster.afterOrder(() -> bench.host.cluster.set(job(42), job(43)));
      bench.host.units.unit("slurm-drain.service").startEnds(JobResult.Kind.FAILED);
      FinishedTransition end = leave(bench, JobPolicy.REQUEUE, Duration.ZERO);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertTrue(end.reason().message().contains("job 43 (train) of alice"), end.reason().message());
      assertTrue(end.reason().message().contains("ask again"), end.reason().message());
    }
  }

  @Test
  void aDrainThatFailsForItselfSaysSo() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.units.unit("slurm-drain.service").startEnds(JobResult.Kind.FAILED);
      FinishedTransition end = bench.go(DESKTOP);
      assertEquals(ReasonCode.JOB_FAILED, end.reason().code());
      assertEquals(Optional.of("slurm-drain.service"), end.reason().unit());
    }
  }

  @Test
  void anOrderThatCannotBeLaidDownChangesNothing() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.cluster.refuseOrders("cannot write /run/x: full");
      FinishedTransition end = bench.go(DESKTOP);
      assertEquals(Outcome.ROLLED_BACK, end.outcome());
      assertEquals("cannot write /run/x: full", end.reason().message());
      assertTrue(bench.host.units.unit("compute.target").isActive());
    }
  }

  @Test
  void aWaitForJobsCanBeCalledOffAndNamesThem() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.cluster.set(job(42));
      bench.host.units.unit("slurm-drain.service").held();
      TransitionJob job = bench.request(EngineBench.request(DESKTOP));
      while (!job.view().waitsFor().what().contains("job 42 (train) of alice")) {
        assertFalse(waits.await(10, TimeUnit.MILLISECONDS));
      }
      bench.engine.cancel(job, Caller.DAEMON);
      FinishedTransition end = bench.end(job);
      assertEquals(Outcome.CANCELLED, end.outcome(), end.reason().message());
      assertTrue(bench.host.units.calls().contains("start slurm-resume.service"));
      assertTrue(bench.host.units.unit("slurm-node.service").isActive());
    }
  }

  @Test
  void whoSaysNothingOfJobsJoinsTheSwitchThatIsUnderWay() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.cluster.set(job(42));
      bench.host.units.unit("slurm-drain.service").held();
      TransitionJob first = bench.request(request(DESKTOP, JobPolicy.REQUEUE, Duration.ZERO));
      assertSame(first, bench.request(EngineBench.request(DESKTOP)));
      TransitionRequest other = request(DESKTOP, JobPolicy.CANCEL, Duration.ZERO);
      RequestRefused busy = assertThrows(RequestRefused.class, () -> bench.request(other));
      assertEquals(RequestRefused.Kind.BUSY, busy.kind());
      bench.host.units.letGo("slurm-drain.service");
      assertEquals(Outcome.COMMITTED, bench.end(first).outcome());
    }
  }

  @Test
  void aFailureLaterBringsTheNodeBackAndResumesIt() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.units.unit("desktop.target").startEnds(JobResult.Kind.FAILED);
      FinishedTransition end = bench.go(DESKTOP);
      assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
      assertEquals("start slurm-resume.service", bench.host.units.calls().getLast());
      assertTrue(bench.host.units.unit("slurm-node.service").isActive());
    }
  }

  @Test
  void jobsThatEndAreWhatTheRequestMustBeGranted() throws Exception {
    try (EngineBench bench = new EngineBench(FakeHost.inCompute(1).inCluster())) {
      bench.host.cluster.set(job(42));
      Explanation explained =
          bench.engine.explain(
              new Operation.ModeSwitch(
                  DESKTOP, new JobsRequest(Optional.of(JobPolicy.CANCEL), Optional.empty())),
              Asker.ROOT,
              Optional.empty());
      assertTrue(explained.isDisruptive());
      assertTrue(explained.losses().ends().contains("job 42"));
      assertEquals(42, explained.clusterJobs().getFirst().job().id());
      FinishedTransition end =
          bench.end(
              bench.request(
                  request(DESKTOP, JobPolicy.CANCEL, Duration.ZERO)
                      .granted(new Grant(false, Set.of("unit vllm.service"), 0, Set.of()))));
      assertEquals(Outcome.BLOCKED, end.outcome());
      assertEquals(ReasonCode.GRANT_EXCEEDED, end.reason().code());
    }
  }

  @Test
  void nobodyLosesAnythingByAnIdleNode() throws Exception {
    FakeHost host = FakeHost.inCompute(1).inCluster();
    host.units.unit("vllm.service").file("disabled").inactive();
    host.proc.end(process -> true);
    try (EngineBench bench = new EngineBench(host)) {
      Explanation explained =
          bench.engine.explain(new Operation.ModeSwitch(DESKTOP), Asker.ROOT, Optional.empty());
      assertFalse(explained.isDisruptive());
    }
  }

  private static FinishedTransition leave(EngineBench bench, JobPolicy policy, Duration deadline)
      throws Exception {
    return bench.end(bench.request(request(DESKTOP, policy, deadline)));
  }

  private static TransitionRequest request(ModeName mode, JobPolicy policy, Duration deadline) {
    TransitionRequest plain = EngineBench.request(mode);
    return new TransitionRequest(
        new Operation.ModeSwitch(
            mode, new JobsRequest(Optional.of(policy), Optional.of(deadline))),
        plain.caller(),
        plain.reason(),
        plain.bypass(),
        plain.timeout(),
        plain.expectCurrent(),
        plain.grant());
  }
}
