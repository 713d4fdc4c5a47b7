package org.dubnium.daemon.adapter.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.dubnium.daemon.port.UnitJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs whose results systemd never tells. */
class SystemdJobsTest {

  private static final UnitName COMPUTE = new UnitName("compute.target");

  private final PrivateBus bus = PrivateBus.start();
  private final SystemdJobs jobs;

  SystemdJobsTest() throws Exception {
    var _ = new FakeSystemd(bus.connect());
    jobs = new SystemdJobs(bus.connect(), Duration.ofMillis(1));
  }

  @AfterEach
  void tearDown() throws Exception {
    bus.close();
  }

  @Test
  void aJobThatSystemdKnowsNoMoreEndsInAnErrorWhenItIsCancelled() {
    UnitJob job = jobs.enqueue("StartUnit", COMPUTE);
    job.cancel();
    JobResult result = job.result().join();
    assertEquals(JobResult.Kind.ERROR, result.kind());
    assertTrue(result.detail().startsWith("cannot learn the result of " + FakeSystemd.job(1)));
  }

  @Test
  void aJobThatSystemdForgotWhileItWasAwayEndsInAnError() {
    UnitJob job = jobs.enqueue("StartUnit", COMPUTE);
    jobs.recheck();
    assertEquals(JobResult.Kind.ERROR, job.result().join().kind());
  }
}
