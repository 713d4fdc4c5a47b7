package org.dubnium.daemon.operation;

import static org.dubnium.daemon.fake.FakeClusterNode.job;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.fixture.Policies;
import org.junit.jupiter.api.Test;

class ClusterLeaveTest {

  private static final Policy POLICY = Policies.shipped();
  private static final Optional<ModeName> COMPUTE = Optional.of(new ModeName("compute"));
  private static final ModeName DESKTOP = new ModeName("desktop");

  @Test
  void jobsThatAreWaitedForAreTouchedByNobody() {
    ClusterLeave leave = leave(JobsRequest.NONE, jobs(1, job(42)));
    assertEquals(
        new PlannedStep(
            new Step.DrainSlurmNode(
                JobPolicy.WAIT, Duration.ofMinutes(10), 1000, COMPUTE, DESKTOP, List.of()),
            Duration.ofMinutes(10).plus(POLICY.stepTimeout()),
            Optional.of(new PlannedStep.Undo(new Step.ResumeSlurmNode(), POLICY.stepTimeout()))),
        leave.step(1000, COMPUTE, DESKTOP));
    assertEquals(List.of(), leave.endings());
  }

  @Test
  void jobsThatAreRequeuedAreNamedToWhomeverAsks() {
    ClusterLeave leave = leave(asked(JobPolicy.REQUEUE), jobs(2, job(42), nameless(43)));
    assertEquals(
        new Step.DrainSlurmNode(
            JobPolicy.REQUEUE, Duration.ofMinutes(1), 0, COMPUTE, DESKTOP, List.of(42L, 43L)),
        leave.step(0, COMPUTE, DESKTOP).action());
    assertEquals(
        List.of(
            new Ending(Ending.JOB, "42", "train of alice, is requeued"),
            new Ending(Ending.JOB, "43", "of alice, is requeued")),
        leave.endings());
  }

  @Test
  void jobsThatCannotBeNamedAreCounted() {
    assertEquals(
        List.of(
            new Ending(Ending.JOB, "42", "train of alice, is cancelled"),
            new Ending(Ending.JOB, "others", "3 more, each is cancelled")),
        leave(asked(JobPolicy.CANCEL), jobs(4, job(42))).endings());
  }

  @Test
  void jobsThatCannotBeReadAreNotPlannedFor() {
    ClusterLeave leave = leave(asked(JobPolicy.CANCEL), Reading.unavailable("the file is old"));
    assertEquals(
        new Step.DrainSlurmNode(
            JobPolicy.CANCEL, Duration.ofMinutes(1), 0, COMPUTE, DESKTOP, List.of()),
        leave.step(0, COMPUTE, DESKTOP).action());
    assertEquals(List.of(), leave.endings());
  }

  private static ClusterLeave leave(JobsRequest request, Reading<ClusterJobs> jobs) {
    return new ClusterLeave(POLICY, request, jobs);
  }

  private static JobsRequest asked(JobPolicy policy) {
    return new JobsRequest(Optional.of(policy), Optional.of(Duration.ofMinutes(1)));
  }

  private static Reading<ClusterJobs> jobs(long total, ClusterJob... listed) {
    return Reading.of(new ClusterJobs("ws", "MIXED", true, total, List.of(listed)));
  }

  private static ClusterJob nameless(long id) {
    return new ClusterJob(
        id, Long.toString(id), "alice", "gpus", "R", Optional.empty(), true, true, "");
  }
}
