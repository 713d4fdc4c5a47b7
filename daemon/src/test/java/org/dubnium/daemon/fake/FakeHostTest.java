package org.dubnium.daemon.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.Test;

/** The fakes behave as the host does in the ways that tests of others rely on. */
class FakeHostTest {

  private static final UnitName DESKTOP = new UnitName("desktop.target");
  private static final UnitName COMPUTE = new UnitName("compute.target");
  private static final UnitName VLLM = new UnitName("vllm.service");

  private final FakeHost host = FakeHost.inDesktop(2);

  @Test
  void oneStartJobMovesBothTargetsAndWhatTheyCarry() {
    assertEquals(JobResult.Kind.DONE, ended(host.units.start(COMPUTE)));
    assertFalse(host.units.unit("desktop.target").isActive());
    assertFalse(host.units.unit("display-manager.service").isActive());
    assertTrue(host.units.unit("vllm.service").isActive());
    assertEquals(List.of(), host.sessions.open());
    assertEquals(List.of("vllm"), commands());

    assertEquals(JobResult.Kind.DONE, ended(host.units.start(DESKTOP)));
    assertFalse(host.units.unit("vllm.service").isActive());
    assertEquals(1, host.sessions.open().size());
    assertEquals(List.of("weston"), commands());
  }

  @Test
  void aUnitThatIsNotEnabledIsNotPulledIn() {
    host.units.unit("vllm.service").file("disabled");
    assertEquals(JobResult.Kind.DONE, ended(host.units.start(COMPUTE)));
    assertFalse(host.units.unit("vllm.service").isActive());
  }

  @Test
  void aFailureOfSomethingWantedLeavesTheJobDoneAndTheUnitFailed() {
    host.units.unit("vllm.service").startEnds(JobResult.Kind.FAILED);
    assertEquals(JobResult.Kind.DONE, ended(host.units.start(COMPUTE)));
    assertEquals("failed", state(VLLM).activeState());
    assertEquals("exit-code", state(VLLM).result());
    assertEquals(JobResult.Kind.FAILED, ended(host.units.start(VLLM)));
  }

  @Test
  void aHeldUnitKeepsItsJobUnderWay() {
    host.units.unit("vllm.service").held();
    UnitJob job = host.units.start(COMPUTE);
    assertFalse(job.result().isDone());
    assertEquals("activating", state(VLLM).activeState());
    assertTrue(state(COMPUTE).hasJob());
    host.units.letGo("vllm.service");
    assertEquals(JobResult.Kind.DONE, ended(job));
    assertTrue(state(COMPUTE).isActive());
  }

  @Test
  void aCancelledJobLeavesItsUnitHalfWay() {
    host.units.unit("vllm.service").held();
    UnitJob job = host.units.start(COMPUTE);
    job.cancel();
    assertEquals(JobResult.Kind.CANCELED, ended(job));
    assertEquals("activating", state(VLLM).activeState());
    assertFalse(state(VLLM).hasJob());
    host.units.letGo("vllm.service");
    assertTrue(state(VLLM).isActive());
  }

  @Test
  void aUnitThatWaitsToBeStartedAgainIsStartedByARestartAlone() {
    host.units.unit("vllm.service").restarting();
    assertFalse(host.units.start(VLLM).result().isDone());
    assertEquals(JobResult.Kind.DONE, ended(host.units.restart(VLLM)));
    assertTrue(state(VLLM).isActive());
  }

  @Test
  void whatDoesNotExistOrIsMaskedIsRefused() {
    assertEquals(
        JobResult.Kind.NOT_FOUND, ended(host.units.start(new UnitName("nothing.service"))));
    host.units.unit("compute.target").masked();
    assertEquals(JobResult.Kind.MASKED, ended(host.units.start(COMPUTE)));
    host.units.unit("desktop.target").refuses(JobResult.Kind.DESTRUCTIVE);
    assertEquals(JobResult.Kind.DESTRUCTIVE, ended(host.units.stop(DESKTOP)));
  }

  @Test
  void readingTellsWhatStopsWithAUnitAndWhatItsStartStops() {
    assertTrue(state(DESKTOP).stopsWith().contains(new UnitName("display-manager.service")));
    assertEquals(Set.of(DESKTOP), state(COMPUTE).conflicts());
    assertEquals("not-found", state(new UnitName("nothing.service")).loadState());
  }

  @Test
  void aStubbornProcessOutlivesItsSession() {
    FakeProcess compositor = host.proc.all().iterator().next();
    host.proc.makeStubborn(compositor);
    assertEquals(JobResult.Kind.DONE, ended(host.units.stop(DESKTOP)));
    assertEquals(List.of("weston"), commands());
    host.proc.kill(compositor);
    assertEquals(List.of(), commands());
  }

  private List<String> commands() {
    return host.proc.all().stream().map(process -> process.info().command()).toList();
  }

  private UnitState state(UnitName unit) {
    return Objects.requireNonNull(Readings.value(host.units.read(Set.of(unit))).get(unit));
  }

  private static JobResult.Kind ended(UnitJob job) {
    assertTrue(job.result().isDone());
    return job.result().join().kind();
  }
}
