package org.dubnium.fleet.pod.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.Cost;
import org.dubnium.fleet.pod.CostAccount;
import org.dubnium.fleet.pod.CostLedger;
import org.dubnium.fleet.pod.DayCost;
import org.dubnium.fleet.pod.IdlePolicy;
import org.dubnium.fleet.pod.PhaseHistory;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is there after a restart, and what cannot be written is refused. */
class PodStoreTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String FLEET = "lab";
  private static final SlotId SLOT = new SlotId("worker", 1);
  private static final PodName NAME = new PodName(FLEET, SLOT, "abc123");
  private static final PodEvent EVENT = new PodEvent(NOW, "ada", "fleet", "apply", "done");

  @TempDir private Path directory;
  private PodStore store;

  @BeforeEach
  void open() throws Exception {
    store = PodStore.open(file(), () -> NOW);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path file() {
    return directory.resolve("pods.db");
  }

  private PodRecords restarted() throws Exception {
    store.close();
    open();
    return store.records(FLEET);
  }

  private static PodIntent intent() {
    return PodIntent.open(NAME, "NVIDIA A40", Usd.of(0.4), "content", NOW);
  }

  static Stream<PodDeclaration> declarations() {
    return Stream.of(
        new PodDeclaration(
            "worker",
            2,
            List.of("NVIDIA A40", "NVIDIA L40S"),
            4,
            List.of(Cloud.COMMUNITY, Cloud.SECURE),
            List.of("US-KS-2"),
            new PodContainer(
                Optional.of("registry.example/worker:1"),
                Optional.of("template"),
                Optional.of("--verbose"),
                OptionalInt.of(50),
                List.of("8000/http", "22/tcp"),
                new TreeMap<>(Map.of("A", "b")),
                new TreeMap<>(Map.of("HF_TOKEN", "hf-token")),
                Optional.of("registry")),
            Optional.of(new PodStorage.Network("agv6w2qcg7", "/workspace")),
            true,
            PodRole.SERVE,
            Optional.of(new ReadinessProbe(8000, Optional.of("/health"), Duration.ofMinutes(9))),
            Optional.of(9400),
            Optional.of(new IdlePolicy(Duration.ofMinutes(30), Duration.ofMinutes(5))),
            new Budget(
                Optional.of(Usd.of(2)),
                Optional.of(Usd.of(20)),
                Optional.of(Usd.of(100)),
                Budget.Reached.STOP)),
        plain("worker", Optional.of(new PodStorage.HostDisk(20, "/data"))),
        plain("worker", Optional.empty()));
  }

  private static PodDeclaration plain(String name, Optional<PodStorage> storage) {
    return new PodDeclaration(
        name,
        1,
        List.of("NVIDIA A40"),
        1,
        List.of(Cloud.SECURE),
        List.of(),
        new PodContainer(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            Optional.empty()),
        storage,
        false,
        PodRole.PLAIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Budget.NONE);
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void keepsWhatWasApplied(PodDeclaration declaration) throws Exception {
    store.apply(FLEET, List.of(declaration), Selection.ALL, EVENT);
    assertEquals(
        List.of(new AppliedDeclaration(declaration, "ada", NOW, NOW)), restarted().applied());
    assertEquals(List.of(), store.records("other").applied(), "of another fleet");
  }

  /** How a pod came up is kept, and how it is; what came between in a pod that comes and goes is not. */
  @Test
  void thePhasesOfAPodAreKept() throws Exception {
    store.open(PodIntent.open(NAME, "NVIDIA A40", Usd.of(1), "x", NOW));
    for (int i = 1; i <= 100; i++) {
      PodPhase phase = i % 2 == 1 ? PodPhase.READY : PodPhase.UNREADY;
      store.phase(NAME, phase, NOW.plusSeconds(i));
      store.phase(NAME, phase, NOW.plusSeconds(i + 1000));
    }
    var _ = restarted();
    var changes = store.phases(FLEET).of(NAME);
    assertEquals(32, changes.size());
    assertEquals(new PhaseHistory.Change(PodPhase.REQUESTED, NOW), changes.getFirst());
    assertEquals(new PhaseHistory.Change(PodPhase.READY, NOW.plusSeconds(1)), changes.get(1));
    assertEquals(new PhaseHistory.Change(PodPhase.UNREADY, NOW.plusSeconds(100)), changes.getLast());
    assertEquals(List.of(), store.phases("other").of(NAME));
  }

  @Test
  void keepsSinceWhenATotalCounts() throws Exception {
    store.apply(FLEET, List.of(plain("worker", Optional.empty())), Selection.ALL, EVENT);
    store.empty(FLEET, EVENT);
    Instant later = NOW.plusSeconds(60);
    store.apply(
        FLEET,
        List.of(plain("worker", Optional.empty())),
        Selection.ALL,
        new PodEvent(later, "bob", "fleet", "apply", "done"));
    AppliedDeclaration applied = restarted().applied("worker").orElseThrow();
    assertEquals(later, applied.at());
    assertEquals(NOW, applied.firstAt());
  }

  @Test
  void keepsWishesUntilTheyAreOver() throws Exception {
    SlotId other = new SlotId("worker", 2);
    store.wish(FLEET, Map.of(SLOT, SlotWish.DESTROYED, other, SlotWish.STOPPED), EVENT);
    store.keep(FLEET, SLOT, Optional.of(NOW), EVENT);
    assertEquals(Map.of(SLOT, SlotWish.DESTROYED, other, SlotWish.STOPPED), restarted().wishes());
    assertEquals(Map.of(SLOT, NOW), store.records(FLEET).keeps());
    store.apply(FLEET, List.of(), Selection.ALL, EVENT);
    assertEquals(Map.of(other, SlotWish.STOPPED), store.records(FLEET).wishes());
    assertEquals(SlotWish.RUNNING, store.records(FLEET).wish(SLOT));
  }

  @Test
  void keepsIntentsFromAskingToTheEnd() throws Exception {
    store.open(intent());
    assertEquals(List.of(intent()), restarted().intents());
    store.rate(NAME, Usd.of(0.5));
    store.rate(NAME, Usd.of(0.3));
    store.found(NAME, "id", PodIntent.State.LISTED, Optional.of(EVENT));
    PodIntent found = restarted().intent(NAME).orElseThrow();
    assertEquals(Optional.of("id"), found.podId());
    assertEquals(PodIntent.State.LISTED, found.state());
    assertEquals(Usd.of(0.5), found.highestRate());
    store.condemn(NAME, EVENT);
    assertEquals(Set.of(NAME), restarted().condemned());
    store.close(NAME, "it is gone", EVENT);
    PodIntent closed = restarted().intent(NAME).orElseThrow();
    assertFalse(closed.isOpen());
    assertEquals(Optional.of("it is gone"), closed.reason());
    assertEquals(Set.of(), store.records(FLEET).condemned());
  }

  @Test
  void givesANameOnce() throws Exception {
    store.open(intent());
    assertThrows(PodStoreException.class, () -> store.open(intent()));
  }

  @Test
  void forgetsTheOldestThatAreClosedAlone() throws Exception {
    for (int index = 0; index < 1_002; index++) {
      PodName name = new PodName(FLEET, SLOT, "%06d".formatted(index));
      store.open(PodIntent.open(name, "NVIDIA A40", Usd.ZERO, "content", NOW));
      if (index > 0) {
        store.close(name, "it is gone", EVENT);
      }
    }
    List<PodIntent> kept = store.records(FLEET).intents();
    assertEquals(1_001, kept.size());
    assertTrue(kept.getFirst().isOpen(), "an open one is never forgotten");
  }

  @Test
  void keepsThatAllWasToBeDestroyed() throws Exception {
    store.apply(FLEET, List.of(plain("worker", Optional.empty())), Selection.ALL, EVENT);
    store.empty(FLEET, EVENT);
    assertEquals(Optional.of("ada"), restarted().emptied());
    assertEquals(List.of(), store.records(FLEET).applied());
    store.apply(FLEET, List.of(), Selection.ALL, EVENT);
    assertEquals(Optional.empty(), store.records(FLEET).emptied());
  }

  @Test
  void keepsCosts() throws Exception {
    DayCost day =
        new DayCost("id", NAME, LocalDate.of(2026, 3, 1), new Cost(Usd.of(1.5), Usd.of(0.5)));
    CostAccount account = new CostAccount("id", NAME, Usd.of(0.4), NOW, Optional.of(NOW), true);
    store.costs(new CostLedger.Changes(List.of(account), List.of(day)));
    store.costs(new CostLedger.Changes(List.of(account), List.of(day)));
    store.close();
    open();
    assertEquals(List.of(day), store.costs().history().days());
  }

  @Test
  void tellsTheNewestEventFirst() throws Exception {
    store.event(EVENT);
    PodEvent second = new PodEvent(NOW.minusSeconds(5), "bob", "worker-1", "stop", "x".repeat(2_000));
    store.event(second);
    List<PodEvent> events = store.events(1);
    assertEquals("bob", events.getFirst().actor());
    assertEquals(1_000, events.getFirst().outcome().length());
  }

  @Test
  void refusesWhatDoesNotFitOnTheDisk() throws Exception {
    store.limitPages(1);
    PodIntent large = PodIntent.open(NAME, "x".repeat(100_000), Usd.ZERO, "content", NOW);
    PodStoreException full = assertThrows(PodStoreException.class, () -> store.open(large));
    assertTrue(String.valueOf(full.getMessage()).contains("see that the disk is neither full"));
    assertEquals(List.of(), store.records(FLEET).intents());
    store.open(intent());
    assertEquals(List.of(intent()), restarted().intents(), "it goes on");
  }

  @Test
  void setsADamagedFileAsideAndKnowsThatSomethingWasLost() throws Exception {
    assertFalse(store.records(FLEET).damaged(), "a first file");
    store.apply(FLEET, List.of(plain("worker", Optional.empty())), Selection.ALL, EVENT);
    store.close();
    Files.write(file(), new byte[8192]);
    open();
    assertEquals(List.of(), store.records(FLEET).applied());
    assertTrue(restarted().damaged(), "after a restart, too");
    store.damageOver();
    assertFalse(restarted().damaged());
    try (Stream<Path> files = Files.list(directory)) {
      assertTrue(files.anyMatch(each -> each.toString().contains("damaged")));
    }
  }
}
