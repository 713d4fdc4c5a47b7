package org.dubnium.fleet.pod.reconcile;

import static org.dubnium.fleet.pod.reconcile.PlannerCase.workers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodIntent.State;
import org.dubnium.fleet.pod.store.SlotWish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule by which pods are created, kept and ended. */
class PodPlannerTest {

  private static PlannerCase fleet() {
    return new PlannerCase();
  }

  /** Both workers run. */
  private static PlannerCase full() {
    return fleet().pod(0, "aaaaaa", PodPhase.READY).pod(1, "bbbbbb", PodPhase.READY);
  }

  /** The first worker's pod is in some phase, and the second worker runs. */
  private static PlannerCase first(PodPhase phase) {
    return fleet().pod(0, "aaaaaa", phase).pod(1, "bbbbbb", PodPhase.READY);
  }

  private static PlannerCase onHostDisk(PodPhase phase) {
    PlannerCase fleet = fleet();
    var stored =
        workers(1, "one", Optional.of(new PodStorage.HostDisk(20, "/data")), Budget.NONE);
    return fleet.declare(stored).apply(stored).pod(0, "aaaaaa", phase);
  }

  private static PlannerCase limited(Budget.Reached reached) {
    var budget =
        new Budget(Optional.empty(), Optional.of(Usd.of(3)), Optional.empty(), reached);
    var limited = workers(2, "one", Optional.empty(), budget);
    return fleet().declare(limited).apply(limited).pod(0, "aaaaaa", PodPhase.READY).spent(3);
  }

  static Stream<Arguments> plans() {
    return Stream.of(
        arguments("empty slots are filled", fleet(), "create worker-0, create worker-1"),
        arguments("what runs is kept", full(), ""),
        arguments("not applied", fleet().apply(), ""),
        arguments("no longer declared", full().declare(), ""),
        arguments("not created beyond a lowered count", fleet().declare(workers(1, "one")), "create worker-0"),
        arguments("left beyond a lowered count", full().declare(workers(1, "one")), ""),
        arguments("a raised count is applied first", full().declare(workers(3, "one")), ""),
        // Intents.
        arguments("asked for", fleet().intent(0, "aaaaaa", State.UNSETTLED, "one"), ""),
        arguments(
            "asked for and not listed yet",
            fleet().intent(0, "aaaaaa", State.SETTLED, "one"),
            "create worker-1"),
        arguments(
            "given up",
            fleet().intent(0, "aaaaaa", State.UNSETTLED, "one").absent(0, "aaaaaa"),
            "close aaaaaa, create worker-0, create worker-1"),
        arguments(
            "found",
            fleet()
                .intent(0, "aaaaaa", State.UNSETTLED, "one")
                .stranger(0, "aaaaaa", PodPhase.STARTING)
                .pod(1, "bbbbbb", PodPhase.READY),
            "adopt aaaaaa"),
        arguments(
            "found after it was given up",
            full().intent(0, "cccccc", State.CLOSED, "one").stranger(0, "cccccc", PodPhase.STARTING),
            "adopt cccccc, terminate cccccc"),
        arguments(
            "nobody wrote it down",
            fleet().stranger(0, "aaaaaa", PodPhase.READY).pod(1, "bbbbbb", PodPhase.READY),
            "adopt aaaaaa"),
        arguments(
            "nobody wrote it down, and it fills no slot",
            full().stranger(5, "cccccc", PodPhase.READY),
            ""),
        arguments(
            "gone",
            fleet()
                .intent(0, "aaaaaa", State.LISTED, "one")
                .absent(0, "aaaaaa")
                .pod(1, "bbbbbb", PodPhase.READY),
            "close aaaaaa, create worker-0"),
        // Surplus.
        arguments(
            "of two the one that is not ready goes",
            first(PodPhase.STARTING).pod(0, "cccccc", PodPhase.READY),
            "terminate aaaaaa"),
        arguments(
            "of two that are not ready the younger goes",
            first(PodPhase.STARTING).pod(0, "cccccc", PodPhase.STARTING),
            "terminate cccccc"),
        arguments("a second pod of a name", full().duplicate(0, "aaaaaa", "zzzzzz"), "terminate zzzzzz"),
        // Wishes.
        arguments("destroyed", full().wish(0, SlotWish.DESTROYED), "terminate aaaaaa"),
        arguments("destroyed and gone", fleet().wish(0, SlotWish.DESTROYED), "create worker-1"),
        arguments("to be stopped", full().wish(0, SlotWish.STOPPED), "stop aaaaaa"),
        arguments(
            "to be stopped while it starts",
            first(PodPhase.STARTING).wish(0, SlotWish.STOPPED),
            "stop aaaaaa"),
        arguments("stopped", first(PodPhase.STOPPED).wish(0, SlotWish.STOPPED), ""),
        arguments("stopped by itself", first(PodPhase.STOPPED), "start aaaaaa"),
        arguments("asked to start", first(PodPhase.STOPPED).starting(0, "aaaaaa"), ""),
        arguments("condemned", full().stranger(5, "cccccc", PodPhase.READY).condemned(5, "cccccc"),
            "terminate cccccc"),
        arguments("all destroyed", full().stranger(5, "cccccc", PodPhase.READY).apply().emptied(),
            "terminate aaaaaa, terminate bbbbbb, terminate cccccc"),
        // Failures.
        arguments("failed", first(PodPhase.FAILED), "terminate aaaaaa"),
        arguments("failed with a disk", onHostDisk(PodPhase.FAILED), ""),
        arguments("unknown", first(PodPhase.UNKNOWN), ""),
        arguments(
            "stuck",
            fleet()
                .pod(1, "bbbbbb", PodPhase.READY)
                .observed(Duration.ofMinutes(31))
                .pod(0, "aaaaaa", PodPhase.PROVISIONING),
            "terminate aaaaaa"),
        arguments("on its way", first(PodPhase.PROVISIONING), ""),
        // Replacement.
        arguments("one at a time", full().apply(workers(2, "two")), "terminate aaaaaa"),
        arguments(
            "after the other runs",
            fleet()
                .apply(workers(2, "two"))
                .pod(0, "aaaaaa", PodPhase.READY)
                .intent(1, "bbbbbb", State.LISTED, "two")
                .stranger(1, "bbbbbb", PodPhase.READY),
            "terminate aaaaaa"),
        arguments(
            "not while the other comes",
            fleet()
                .apply(workers(2, "two"))
                .pod(0, "aaaaaa", PodPhase.READY)
                .intent(1, "bbbbbb", State.LISTED, "two")
                .stranger(1, "bbbbbb", PodPhase.STARTING),
            ""),
        arguments("not for what is too dear", full().apply(workers(2, "two"))
            .candidates(Optional.of(PlannerCase.rentable(3))).cap(2), ""),
        arguments("another that may not be started is not waited for",
            fleet().apply(workers(2, "two"))
                .intent(0, "aaaaaa", State.LISTED, "one").stranger(0, "aaaaaa", PodPhase.READY)
                .intent(1, "bbbbbb", State.LISTED, "two").stranger(1, "bbbbbb", PodPhase.STOPPED)
                .cap(0.9),
            "terminate aaaaaa"),
        // Limits.
        arguments("nothing while held", fleet().hold("too many failures"), ""),
        arguments("nothing after damage", fleet().damaged(), ""),
        arguments("nothing that is not known", fleet().candidates(Optional.empty()), ""),
        arguments("as many as may be paid for", fleet().cap(0.9), "create worker-0"),
        arguments("not started beyond the cap", first(PodPhase.STOPPED).cap(0.9), ""),
        arguments("the youngest is stopped", full().cap(0.9), "stop bbbbbb"),
        arguments("no locked one is stopped",
            fleet().pod(0, "aaaaaa", PodPhase.READY).locked().pod(1, "bbbbbb", PodPhase.READY).cap(0.9),
            "stop aaaaaa"),
        arguments(
            "what was asked for counts",
            fleet().intent(0, "aaaaaa", State.SETTLED, "one").cap(0.9),
            ""),
        arguments(
            "what starts counts",
            first(PodPhase.STOPPED).starting(0, "aaaaaa").wish(1, SlotWish.RUNNING).cap(1.2),
            ""),
        arguments("a used up day refuses", limited(Budget.Reached.REFUSE), ""),
        arguments("a used up day stops", limited(Budget.Reached.STOP), "stop aaaaaa"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void plans(String what, PlannerCase fleet, String tasks) {
    assertEquals(tasks, String.join(", ", fleet.plan()), what);
  }

  static Stream<Arguments> notes() {
    return Stream.of(
        arguments(fleet().intent(0, "aaaaaa", State.SETTLED, "one"), 0, "has not listed it yet"),
        arguments(fleet().intent(0, "aaaaaa", State.UNSETTLED, "one"), 1, "is looked for"),
        arguments(fleet().hold("too many failures"), 0, "too many failures"),
        arguments(fleet().damaged(), 0, "was lost"),
        arguments(fleet().candidates(Optional.empty()), 0, "not known"),
        arguments(fleet().cap(0.9), 1, "maximumPerHour"),
        arguments(onHostDisk(PodPhase.FAILED), 0, "its disk would end with it"),
        arguments(full().apply(workers(2, "two")), 1, "is replaced after another"),
        arguments(full().apply(workers(2, "two")).hold("wait"), 0, "wait"));
  }

  @ParameterizedTest
  @MethodSource("notes")
  void saysWhyNothingIsDone(PlannerCase fleet, int slot, String reason) {
    assertTrue(fleet.note(slot).contains(reason), fleet.note(slot));
  }

  @Test
  void asksForTheCatalogOnlyWhereSomethingIsToBeCreated() {
    assertEquals(Set.of("worker"), PodPlanner.needsCandidates(fleet().input()));
    assertEquals(Set.of("worker"), PodPlanner.needsCandidates(full().apply(workers(2, "two")).input()));
    for (PlannerCase fleet :
        List.of(full(), fleet().hold("wait"), fleet().apply(), fleet().emptied(), fleet().damaged())) {
      assertEquals(Set.of(), PodPlanner.needsCandidates(fleet.input()));
    }
  }

  @Test
  void offersOnlyCandidatesThatMayBePaidFor() {
    PlannerCase fleet = fleet().candidates(Optional.of(PlannerCase.rentable(2, 0.5))).cap(1);
    var create = (PodTask.Create) PodPlanner.plan(fleet.input()).getLast();
    assertEquals(PlannerCase.rentable(0.5).inOrder(), create.candidates());
  }
}
