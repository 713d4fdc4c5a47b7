package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.STUDIO;
import static org.dubnium.daemon.engine.EngineBench.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a transition says of itself on its way: its states and steps, what is wanted, what is on record. */
class TransitionStatesTest {

  private EngineBench bench = new EngineBench(FakeHost.inDesktop(1));

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void entersEachStateInItsTurn() throws Exception {
    bench.engine.refresh();
    FinishedTransition end = bench.go(COMPUTE);
    assertEquals(
        List.of(
            JobState.OBSERVING,
            JobState.GUARDING,
            JobState.ACTING,
            JobState.VERIFYING,
            JobState.FINISHED),
        states());
    assertEquals(
        List.of("assert-mode compute"),
        bench.told.views.stream()
            .filter(view -> view.state() == JobState.VERIFYING && view.at().number() > 0)
            .map(view -> view.at().name())
            .filter(name -> name.startsWith("assert"))
            .distinct()
            .toList());
    assertEquals(
        0,
        bench.told.views.stream()
            .filter(view -> view.state() == JobState.ACTING)
            .filter(view -> view.at().name().startsWith("assert"))
            .count(),
        "the last step alone verifies");
    assertEquals(Optional.of(DESKTOP), bench.told.views.getFirst().from());
    assertEquals(List.of("new compute"), lines("new"));
    while (lines("removed").isEmpty()) {
      Thread.onSpinWait(); // it is told after the end
    }
    assertEquals(List.of("removed compute"), lines("removed"));
    assertEquals(end, bench.files.finished().getLast());
    assertFalse(bench.files.judged().orElseThrow().isEmpty());
  }

  @Test
  void saysWhatIsAwaited() throws Exception {
    bench.go(COMPUTE);
    List<String> awaited =
        bench.told.views.stream().map(view -> view.waitsFor().what()).distinct().toList();
    for (String what :
        List.of(
            "the end of session 1 of alice",
            "the stop of desktop.target",
            "the start of compute.target",
            "mode compute to hold")) {
      assertTrue(awaited.contains(what), what + " is not among " + awaited);
    }
  }

  @Test
  void aBlockedOneIsBegunFromWhereTheHostIs() throws Exception {
    bench.close();
    bench = new EngineBench(FakeHost.inCompute(1));
    bench.host.units.unit("desktop.target").masked();
    assertEquals(Outcome.BLOCKED, bench.go(DESKTOP).outcome());
    assertEquals(Optional.of(COMPUTE), bench.told.views.getLast().from());
  }

  @Test
  void goesBackStepByStepOnRecord() throws Exception {
    bench.host.units.unit("compute.target").startEnds(JobResult.Kind.FAILED);
    assertEquals(Outcome.ROLLED_BACK, bench.go(COMPUTE).outcome());
    assertEquals(
        List.of(
            JobState.OBSERVING,
            JobState.GUARDING,
            JobState.ACTING,
            JobState.ROLLING_BACK,
            JobState.FINISHED),
        states());
    assertEquals(
        List.of(
            "doing start-unit compute.target",
            "undoing stop-unit compute.target",
            "undone stop-unit compute.target"),
        steps().stream().filter(step -> step.endsWith("compute.target")).toList());
    assertTrue(steps().contains("undone start-unit desktop.target"), steps().toString());
    assertTrue(
        bench.told.views.stream()
            .filter(view -> view.state() == JobState.ROLLING_BACK)
            .anyMatch(view -> view.at().name().equals("start-unit desktop.target")),
        "the way back is told as well");
    List<StepStatus> firstBack =
        bench.journal.writes().stream()
            .filter(record -> record.failure().isPresent())
            .findFirst()
            .orElseThrow()
            .statuses();
    assertTrue(firstBack.contains(StepStatus.UNDOING), "on record before it is done");
    List<StepStatus> lastBack = bench.journal.writes().getLast().statuses();
    assertFalse(lastBack.contains(StepStatus.UNDOING));
    assertTrue(lastBack.contains(StepStatus.UNDONE));
  }

  /** A start that fails is not done, whether or not anything takes it back. */
  @Test
  void aStepThatFailedIsOnRecordAsThat() throws Exception {
    bench.host.units.refuseProperties("ai.slice");
    assertEquals(Outcome.ROLLED_BACK, bench.go(COMPUTE).outcome());
    assertTrue(
        bench.journal.writes().stream()
            .filter(record -> record.failure().isPresent())
            .anyMatch(record -> record.statuses().contains(StepStatus.ERROR)));
  }

  @Test
  void anUndoThatFailsIsOnRecordAsThat() throws Exception {
    bench.host.units.unit("compute.target").startEnds(JobResult.Kind.FAILED);
    bench.host.units.unit("desktop.target").startEnds(JobResult.Kind.FAILED);
    assertEquals(Outcome.STRANDED, bench.go(COMPUTE).outcome());
    assertTrue(steps().contains("error start-unit desktop.target"), steps().toString());
    assertTrue(bench.journal.writes().getLast().statuses().contains(StepStatus.ERROR));
  }

  /** Where only some of the desktop is back at once, the rest is waited for before the verdict. */
  @Test
  void waitsForTheFormerModeToComeBack() throws Exception {
    bench.close();
    bench = EngineBench.patient(FakeHost.inDesktop(1));
    bench.host.units.unit("compute.target").startEnds(JobResult.Kind.FAILED);
    bench.host.units.before(
        "start desktop.target",
        () -> {
          bench.host.units.unit("display-manager.service").startEnds(JobResult.Kind.SKIPPED);
          bench.told.onObserved = this::comeBack;
        });
    FinishedTransition end = bench.go(COMPUTE);
    assertEquals(Outcome.ROLLED_BACK, end.outcome(), end.reason().message());
  }

  private void comeBack(HostSnapshot seen) {
    bench.told.onObserved = later -> {};
    Thread.ofVirtual()
        .start(
            () -> {
              bench.host.units.unit("display-manager.service").active();
              bench.host.logIn("alice", 1000);
              bench.host.units.changed();
            });
  }

  @Test
  void wantsTheModeFromTheFirstStepOn() throws Exception {
    List<ModeName> wanted = new ArrayList<>();
    bench.host.units.before("stop desktop.target", () -> wanted.add(bench.engine.desired()));
    bench.go(COMPUTE);
    assertEquals(List.of(COMPUTE), wanted);
  }

  @Test
  void wantsAModeThatHoldsAlready() throws Exception {
    bench.go(COMPUTE);
    FakeHost host = bench.host;
    bench.close();
    bench = new EngineBench(host);
    assertEquals(DESKTOP, bench.engine.desired(), "the boot mode, until something else is asked for");
    assertEquals(Outcome.UNCHANGED, bench.go(COMPUTE).outcome());
    assertEquals(COMPUTE, bench.engine.desired());
  }

  /** Where nobody is waited for, it is found before anything is put on record as planned. */
  @Test
  void isCalledOffWhileThoseConcernedAreTold() throws Exception {
    bench.told.onPrepare = () -> callOff();
    FinishedTransition end = bench.go(COMPUTE);
    assertEquals(Outcome.CANCELLED, end.outcome());
    assertFalse(bench.audit.events().contains(AuditEvent.PLANNED));
    assertEquals(List.of(), bench.journal.writes());
  }

  @Test
  void isCalledOffBeforeItsFirstStep() throws Exception {
    bench.journal.afterWrite(record -> callOff());
    FinishedTransition end = bench.go(COMPUTE);
    assertEquals(Outcome.CANCELLED, end.outcome());
    assertEquals(List.of(), bench.host.sessions.terminated());
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void beginsNoFurtherStepOnceItIsCalledOff() throws Exception {
    bench.host.units.before("set ai.slice", this::callOff);
    FinishedTransition end = bench.go(COMPUTE);
    assertEquals(Outcome.CANCELLED, end.outcome());
    assertFalse(
        bench.host.units.calls().contains("start compute.target"),
        bench.host.units.calls().toString());
  }

  @Test
  void knowsWhetherItEndsAnything() throws Exception {
    List<Boolean> told = new ArrayList<>();
    bench.told.onPrepare =
        () -> told.add(bench.engine.activeJob().orElseThrow().endsNothing());
    bench.go(STUDIO);
    bench.go(COMPUTE);
    assertEquals(List.of(true, false), told);
  }

  @Test
  void nobodyKnowsWhatItEndsBeforeThereIsAPlan() throws Exception {
    bench.host.sessions.gate.close();
    TransitionJob job = bench.request(request(STUDIO));
    bench.host.sessions.gate.awaitCaught();
    assertFalse(job.endsNothing());
    bench.host.sessions.gate.open();
    bench.end(job);
  }

  private void callOff() {
    bench.engine
        .activeJob()
        .ifPresent(job -> job.cancel(Reason.of(ReasonCode.CANCELLED, "enough")));
  }

  private List<JobState> states() {
    List<JobState> states = new ArrayList<>();
    for (JobView view : bench.told.views) {
      if (states.isEmpty() || states.getLast() != view.state()) {
        states.add(view.state());
      }
    }
    return states;
  }

  private List<String> lines(String word) {
    return bench.told.lines.stream().filter(line -> line.startsWith(word + " ")).toList();
  }

  private List<String> steps() {
    return bench.audit.entries().stream()
        .filter(entry -> entry.event() == AuditEvent.STEP)
        .map(
            entry ->
                entry.details().get("status")
                    + " "
                    + entry.details().get("kind")
                    + " "
                    + entry.details().get("subject"))
        .toList();
  }
}
