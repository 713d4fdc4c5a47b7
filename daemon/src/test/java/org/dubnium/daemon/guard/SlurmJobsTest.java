package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.SLURM_JOBS;
import static org.dubnium.daemon.fake.FakeClusterNode.job;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.fake.FakeClusterNode;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlurmJobsTest {

  @ParameterizedTest
  @CsvSource({
    // policy, deadline, user, requeue, batch → code
    "wait, 10min, alice, false, false, ",
    "wait, 10min, carol, false, false, ",
    "wait, 0s, alice, true, true, job-running",
    "requeue, 0s, alice, true, true, ",
    "requeue, 5min, alice, true, true, ",
    "requeue, 0s, alice, false, true, job-not-requeueable",
    "requeue, 0s, alice, true, false, job-not-requeueable",
    "requeue, 0s, carol, true, true, job-kept",
    "cancel, 0s, alice, false, false, ",
    "cancel, 5min, carol, true, true, job-kept",
  })
  void aJobStandsAgainstWhatWouldBeDoneToIt(
      String policy, String deadline, String user, boolean requeue, boolean batch, String code) {
    Verdict verdict =
        bench(policy, deadline).one(SLURM_JOBS, node(job(42, user, requeue, batch)), "desktop");
    if (code == null) {
      assertPass(verdict);
    } else {
      Verdict.Deny deny = assertDeny(code, verdict);
      assertTrue(deny.message().startsWith("job 42 (train) of " + user), deny.message());
      assertEquals("42", deny.params().get("job"));
      assertEquals(user, deny.params().get("user"));
    }
  }

  @Test
  void aPartitionMayBeKeptToo() {
    GuardBench bench =
        GuardBench.with(
            """
            { "slurm": { "jobs": "cancel", "neverInterrupt": { "partitions": ["gpus"] } } }
            """);
    assertDeny("job-kept", bench.one(SLURM_JOBS, node(job(42)), "desktop"));
  }

  @Test
  void everyJobIsNamed() {
    Verdict.Deny deny =
        assertDeny(
            "job-running",
            bench("wait", "0s").one(SLURM_JOBS, node(job(42), job(43)), "desktop"));
    assertEquals(2, deny.evidence().size());
  }

  @Test
  void aJobThatIsOverIsNone() {
    ClusterJob over =
        new ClusterJob(7, "7", "alice", "gpus", "CG", java.util.Optional.empty(), false, false, "");
    assertPass(bench("wait", "0s").one(SLURM_JOBS, node(over), "desktop"));
  }

  @Test
  void jobsThatCannotBeNamedAreNotEnded() {
    ClusterJobs many = new ClusterJobs("ws", "ALLOCATED", true, 10_000, List.of(job(1)));
    assertDeny(
        "too-many-jobs",
        bench("cancel", "0s").one(SLURM_JOBS, active().clusterJobs(many), "desktop"));
    assertPass(bench("wait", "1min").one(SLURM_JOBS, active().clusterJobs(many), "desktop"));
  }

  @Test
  void whatCannotBeReadIsNotTakenForNothing() {
    assertFault(
        "cannot judge: cannot read cluster jobs: timed out",
        bench("wait", "1min")
            .one(SLURM_JOBS, active().unavailable(Part.CLUSTER_JOBS), "desktop"));
  }

  @Test
  void aNodeThatIsNotRegisteredHasNone() {
    assertPass(
        bench("wait", "0s")
            .one(
                SLURM_JOBS,
                active()
                    .unit("slurm-node.service", unit -> unit.state("activating", "start-post"))
                    .unavailable(Part.CLUSTER_JOBS),
                "desktop"));
  }

  @Test
  void itIsNotJudgedWhereNoClusterIsLeft() {
    List<GuardVerdict> verdicts = bench("wait", "0s").all(Observations.compute(), "desktop");
    assertTrue(verdicts.stream().noneMatch(verdict -> verdict.guard() == SLURM_JOBS));
    assertFalse(SLURM_JOBS.bypassable());
  }

  private static GuardBench bench(String policy, String deadline) {
    return GuardBench.with(
        """
        { "slurm": { "jobs": "%s", "deadline": { "%s": "%s" }, "neverInterrupt": { "users": ["carol"] } } }
        """
            .formatted(policy, policy, deadline));
  }

  private static ObservationBuilder node(ClusterJob... jobs) {
    return active().clusterJobs(FakeClusterNode.of(jobs));
  }

  private static ObservationBuilder active() {
    return Observations.compute().unit("slurm-node.service", unit -> unit.state("active", "running"));
  }
}
