package org.dubnium.fleet.pod.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.IdlePolicy;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodStore;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.pod.store.SlotWish;
import org.dubnium.testbed.runpod.catalog.StandardCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What people ask for and see, against the stand-in. */
class ReconcilerTest {

  @TempDir private Path directory;
  private PodStore store;
  private ScheduleWorld world;

  @BeforeEach
  void begin() throws Exception {
    store = PodStore.open(directory.resolve("pods.db"), () -> Instant.EPOCH);
    world = new ScheduleWorld(store, new SplittableRandom(7), _ -> {});
    world.declare(fleet(20, 1));
  }

  @AfterEach
  void end() {
    store.close();
  }

  private static DeclaredFleet fleet(double cap, int count) {
    return new DeclaredFleet("lab", Usd.of(cap), List.of(worker(count)));
  }

  private static PodDeclaration worker(int count) {
    return declaration("worker", count);
  }

  private static PodDeclaration declaration(String name, int count) {
    return new PodDeclaration(
        name,
        count,
        List.of(StandardCatalog.A40),
        1,
        List.of(Cloud.SECURE),
        List.of(),
        new PodContainer(
            Optional.of("registry.example/worker:1"),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(20),
            List.of("8000/tcp"),
            new TreeMap<>(),
            new TreeMap<>(Map.of("TOKEN", "hf-token")),
            Optional.empty()),
        Optional.empty(),
        false,
        PodRole.PLAIN,
        Optional.of(new ReadinessProbe(8000, Optional.empty(), Duration.ofMinutes(20))),
        Optional.empty(),
        Optional.of(new IdlePolicy(Duration.ofMinutes(30), Duration.ofMinutes(5))),
        Budget.NONE);
  }

  private Reconciler pods() {
    return world.reconciler();
  }

  private void apply() throws Exception {
    pods().apply(pods().plan(Selection.ALL).fingerprint(), Selection.ALL, "ada");
  }

  private void rounds(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      pods().reconcile();
      world.pass(Duration.ofSeconds(30));
    }
  }

  private SlotStatus worker() {
    return world.status().orElseThrow().slots().getFirst();
  }

  private static Kind refused(Executable work) {
    return assertThrows(OperationException.class, work).kind();
  }

  @Test
  void whatIsDeclaredCostsNothingUntilItIsApplied() throws Exception {
    rounds(3);
    assertEquals(List.of(), world.existing());
    assertEquals(
        DeclarationStatus.State.NOT_APPLIED,
        world.status().orElseThrow().declarations().getFirst().state());
    PodPlan plan = pods().plan(Selection.ALL);
    assertEquals(PodPlan.Action.CREATE, plan.steps().getFirst().action());
    assertEquals(Usd.of(0.4), plan.rateAfter());
    assertEquals(Usd.of(9.6), plan.steps().getFirst().perDay());
  }

  @Test
  void whatIsAppliedComesToRun() throws Exception {
    apply();
    rounds(1);
    assertEquals(PodPhase.REQUESTED, worker().phase());
    rounds(8);
    assertEquals(PodPhase.READY, worker().phase());
    assertEquals(Usd.of(0.4), world.status().orElseThrow().rate());
    assertTrue(worker().addresses().containsKey(8000));
    assertTrue(worker().reason().isEmpty());
    assertTrue(worker().cost().micros() > 0);
    assertTrue(pods().plan(Selection.ALL).isEmpty());
  }

  @Test
  void appliesTheVeryPlanThatWasSeen() throws Exception {
    PodPlan seen = pods().plan(Selection.ALL);
    world.declare(fleet(20, 2));
    assertEquals(Kind.CONFLICT, refused(() -> pods().apply(seen.fingerprint(), Selection.ALL, "ada")));
    rounds(1);
    assertEquals(List.of(), world.existing());
  }

  /** What is not selected stays as it was applied, and so do the wishes for its slots. */
  @Test
  void someDeclarationsAreAppliedAlone() throws Exception {
    PodDeclaration other = declaration("other", 1);
    world.declare(new DeclaredFleet("lab", Usd.of(20), List.of(worker(1), other)));
    Selection only = new Selection(Optional.of(Set.of("other")));
    PodPlan plan = pods().plan(only);
    assertEquals(List.of("other-0"), plan.steps().stream().map(step -> step.slot().toString()).toList());
    pods().apply(plan.fingerprint(), only, "ada");
    rounds(3);
    assertEquals(List.of("other-0"), running());
    apply();
    rounds(3);
    pods().destroy("worker-0", "ada");
    rounds(2);
    // Of the other, something else is declared by now.
    world.declare(new DeclaredFleet("lab", Usd.of(20), List.of(worker(2), declaration("other", 2))));
    pods().apply(pods().plan(only).fingerprint(), only, "ada");
    rounds(3);
    assertEquals(List.of("other-0", "other-1"), running());
    assertEquals(Kind.INVALID, refused(() -> pods().plan(new Selection(Optional.of(Set.of("none"))))));
  }

  private List<String> running() {
    return world.status().orElseThrow().slots().stream()
        .filter(slot -> slot.pod().isPresent())
        .map(slot -> slot.slot().toString())
        .sorted()
        .toList();
  }

  @Test
  void createsNothingWithoutASecretThatItNeeds() throws Exception {
    world.secrets = _ -> Optional.empty();
    apply();
    rounds(1);
    assertEquals(List.of(), world.existing());
    assertTrue(worker().reason().orElseThrow().contains("LoadCredential=hf-token"));
  }

  /** There is no room for a further intent, nor for one that is smaller. */
  private void fillDisk() throws Exception {
    store.limitPages(1);
    for (int size = 3_000; size > 0; size /= 10) {
      String gpu = "x".repeat(size);
      assertThrows(
          PodStoreException.class,
          () -> {
            for (int i = 0; i < 1_000; i++) {
              SlotId slot = new SlotId("worker", i);
              store.open(
                  PodIntent.open(
                      new PodName("other", slot, "%06d".formatted(gpu.length())),
                      gpu,
                      Usd.ZERO,
                      "",
                      Instant.EPOCH));
            }
          });
    }
  }

  @Test
  void createsNothingThatItCannotWriteDown() throws Exception {
    apply();
    fillDisk();
    rounds(3);
    assertEquals(List.of(), world.existing());
    String failure = world.status().orElseThrow().failure().orElseThrow();
    assertTrue(failure.contains("see that the disk is neither full"), failure);
  }

  @Test
  void saysWhatCouldBeRentedInPlaceOfWhatIsNotFree() throws Exception {
    world.standIn.console().setFree(StandardCatalog.A40, 0);
    apply();
    rounds(1);
    assertEquals(List.of(), world.existing());
    assertTrue(worker().reason().orElseThrow().contains("none is free"));
    assertFalse(
        world.status().orElseThrow().declarations().getFirst().alternatives().isEmpty());
  }

  @Test
  void stopsAndStartsWithinTheCap() throws Exception {
    apply();
    rounds(8);
    pods().stop("worker-0", "ada");
    rounds(2);
    assertEquals(PodPhase.STOPPED, worker().phase());
    world.declare(fleet(0.3, 1));
    rounds(1);
    assertEquals(Kind.CONFLICT, refused(() -> pods().start("worker-0", "ada")));
    world.declare(fleet(20, 1));
    rounds(1);
    pods().start("worker-0", "ada");
    rounds(8);
    assertEquals(PodPhase.READY, worker().phase());
  }

  @Test
  void namesThatAreNotThereAreToldApart() throws Exception {
    assertEquals(Kind.NOT_FOUND, refused(() -> pods().stop("worker-0", "ada")), "not applied");
    apply();
    rounds(1);
    for (String target : List.of("worker-1", "nothing-0", "x", "", "dub-lab-idle-0-abc123")) {
      assertEquals(Kind.NOT_FOUND, refused(() -> pods().destroy(target, "ada")), target);
    }
    assertEquals(Kind.NOT_FOUND, refused(() -> pods().adopt("notebook", "ada")));
  }

  @Test
  void aDestroyedSlotStaysEmptyUntilItIsApplied() throws Exception {
    apply();
    rounds(8);
    pods().destroy("worker-0", "ada");
    rounds(5);
    assertEquals(List.of(), world.existing());
    apply();
    rounds(8);
    assertEquals(PodPhase.READY, worker().phase());
  }

  @Test
  void aPodThatNobodyDeclaredIsDestroyedByCommandAlone() throws Exception {
    String name = "dub-lab-idle-0-abc123";
    var _ = world.standIn.console().createPod(name, StandardCatalog.L40S, 1);
    rounds(5);
    assertEquals(1, world.ofFleet().size());
    assertFalse(worker().inForce());
    pods().destroy(name, "ada");
    rounds(1);
    assertEquals(List.of(), world.ofFleet());
  }

  @Test
  void destroysEverythingAndShowsWhatIsLeft() throws Exception {
    apply();
    rounds(8);
    assertEquals(List.of(), pods().destroyAll("ada"));
    assertEquals(List.of(), world.ofFleet());
    rounds(5);
    assertEquals(List.of(), world.ofFleet(), "nothing is applied any more");
  }

  @Test
  void destroysEverythingLaterWhereItCannotNow() throws Exception {
    apply();
    rounds(8);
    world.bridge.away(true);
    assertEquals(Kind.UNAVAILABLE, refused(() -> pods().destroyAll("ada")));
    world.bridge.away(false);
    rounds(1);
    assertEquals(List.of(), world.ofFleet());
  }

  @Test
  void stopsAPodThatIsIdleUnlessSomebodyKeepsIt() throws Exception {
    apply();
    rounds(8);
    pods().keep("worker-0", world.time.wall().instant().plus(Duration.ofHours(2)), "ada");
    rounds(1);
    world.time.setWall(Duration.ofDays(-1));
    rounds(120);
    assertEquals(PodPhase.READY, worker().phase(), "an hour of two");
    rounds(200);
    assertEquals(PodPhase.STOPPED, worker().phase());
    assertEquals(SlotWish.STOPPED, worker().wish());
    assertEquals(
        Kind.INVALID,
        refused(() -> pods().keep("worker-0", world.time.wall().instant(), "ada")));
  }

  @Test
  void aLostDatabaseMakesNothingTwice() throws Exception {
    apply();
    rounds(8);
    store.close();
    store = PodStore.open(directory.resolve("other.db"), () -> Instant.EPOCH);
    world.restart(store);
    rounds(3);
    assertEquals(1, world.existing().size());
    assertFalse(worker().inForce());
    assertEquals(PodPlan.Action.ADOPT, pods().plan(Selection.ALL).steps().getFirst().action());
    apply();
    rounds(3);
    assertEquals(1, world.existing().size());
    assertTrue(worker().inForce());
    assertEquals(PodPhase.READY, worker().phase());
  }

  @Test
  void writesDownWhoDidWhat() throws Exception {
    apply();
    rounds(1);
    List<String> actions =
        pods().events(10).stream().map(each -> each.actor() + " " + each.action()).toList();
    assertEquals(List.of("fleet-agent create", "ada apply"), actions);
  }
}
