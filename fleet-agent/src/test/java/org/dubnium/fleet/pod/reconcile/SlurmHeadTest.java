package org.dubnium.fleet.pod.reconcile;

import static org.dubnium.fleet.pod.reconcile.PlannerCase.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodFingerprint;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodIntent.State;
import org.dubnium.fleet.pod.store.PodRecords;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers are made for the head that their Slurm cluster has now, and for no other. */
class SlurmHeadTest {

  private static final PodDeclaration HEAD = declaration("head", 1, PodRole.HEAD);
  private static final PodDeclaration WORKER = declaration("worker", 1, PodRole.WORKER);

  /** Of the head's pod: what RunPod lists, and what is written down; then what is done for the worker. */
  static Stream<Arguments> heads() {
    return Stream.of(
        arguments("none", none(), none(), "wait"),
        arguments("one that was asked for", none(), Optional.of(State.UNSETTLED), "wait"),
        arguments("one that was made", none(), Optional.of(State.SETTLED), "create for head01"),
        arguments("one that vanished", none(), Optional.of(State.LISTED), "wait"),
        arguments("one that is gone", none(), Optional.of(State.CLOSED), "wait"),
        arguments("one that starts", Optional.of(PodPhase.STARTING), Optional.of(State.LISTED), "create for head01"),
        arguments("one that is ready", Optional.of(PodPhase.READY), Optional.of(State.LISTED), "create for head01"),
        arguments("one that is stopped", Optional.of(PodPhase.STOPPED), Optional.of(State.LISTED), "create for head01"),
        arguments("one in an error", Optional.of(PodPhase.FAILED), Optional.of(State.LISTED), "wait"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void aWorkerIsCreatedOnceItsHeadHasAnId(
      String what, Optional<PodPhase> listed, Optional<State> known, String expected) {
    PlannerInput input =
        input(
            listed.stream().map(phase -> pod(HEAD, "head01", phase)).toList(),
            known.stream().map(state -> intent(HEAD, "head01", state, Optional.empty())).toList());
    assertEquals(expected, forWorker(PodPlanner.plan(input)), what);
  }

  /** The head for which the worker was made, and the one that there is. */
  static Stream<Arguments> replacements() {
    return Stream.of(
        arguments(Optional.of("head01"), Optional.of("head01"), ""),
        arguments(Optional.of("head00"), Optional.of("head01"), "terminate"),
        arguments(Optional.empty(), Optional.of("head01"), "terminate"),
        arguments(Optional.of("head00"), Optional.empty(), ""));
  }

  @ParameterizedTest
  @MethodSource("replacements")
  void aWorkerOfAnotherHeadIsReplaced(
      Optional<String> madeFor, Optional<String> present, String expected) {
    PodIntent worker = intent(WORKER, "work01", State.LISTED, madeFor.map(SlurmHead::new));
    PlannerInput input =
        input(
            Stream.concat(
                    Stream.of(pod(WORKER, "work01", PodPhase.READY)),
                    present.stream().map(id -> pod(HEAD, id, PodPhase.READY)))
                .toList(),
            Stream.concat(
                    Stream.of(worker),
                    present.stream().map(id -> intent(HEAD, id, State.LISTED, Optional.empty())))
                .toList());
    assertEquals(expected, forWorker(PodPlanner.plan(input)));
  }

  private static String forWorker(List<PodTask> tasks) {
    return tasks.stream()
        .flatMap(
            task ->
                switch (task) {
                  case PodTask.Create create when create.declaration().equals(WORKER) ->
                      Stream.of("create for " + create.head().orElseThrow().podId());
                  case PodTask.Note note when note.slot().declaration().equals("worker") ->
                      Stream.of(note.reason().contains("head of its Slurm cluster") ? "wait" : note.reason());
                  case PodTask.Terminate terminate when terminate.podId().equals("work01") ->
                      Stream.of("terminate");
                  default -> Stream.empty();
                })
        .findFirst()
        .orElse("");
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static PlannerInput input(List<ObservedPod> pods, List<PodIntent> intents) {
    List<PodDeclaration> declared = List.of(HEAD, WORKER);
    return new PlannerInput(
        new DeclaredFleet("lab", Usd.of(10), declared),
        new PodRecords(
            declared.stream().map(each -> new AppliedDeclaration(each, "ada", NOW, NOW)).toList(),
            Map.of(),
            Map.of(),
            intents,
            Set.of(),
            Optional.empty(),
            false),
        pods,
        List.of(),
        Set.of(),
        Set.of(),
        Map.of("head", PlannerCase.rentable(0.5), "worker", PlannerCase.rentable(0.5)),
        Map.of(),
        Map.of());
  }

  private static PodName name(PodDeclaration of, String nonce) {
    return new PodName("lab", new SlotId(of.name(), 0), nonce);
  }

  private static ObservedPod pod(PodDeclaration of, String nonce, PodPhase phase) {
    return PlannerCase.observedPod(name(of, nonce), nonce, phase);
  }

  private static PodIntent intent(
      PodDeclaration of, String nonce, State state, Optional<SlurmHead> head) {
    return new PodIntent(
        name(of, nonce),
        PlannerCase.GPU,
        Usd.of(0.5),
        Usd.ZERO,
        Optional.of(PodFingerprint.of(of, head)),
        NOW,
        state,
        state == State.UNSETTLED ? Optional.empty() : Optional.of(nonce),
        Optional.empty());
  }

  private static PodDeclaration declaration(String name, int count, PodRole role) {
    PodDeclaration like = PlannerCase.workers(count, "one");
    return new PodDeclaration(
        name,
        count,
        like.gpus(),
        like.gpuCount(),
        like.clouds(),
        like.dataCenters(),
        like.container(),
        like.storage(),
        true,
        role,
        like.readiness(),
        like.metrics(),
        like.idle(),
        like.budget());
  }
}
