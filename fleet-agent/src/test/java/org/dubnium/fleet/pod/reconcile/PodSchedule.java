package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.DeclaredFleet;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodStore;
import org.dubnium.fleet.pod.store.SlotWish;
import org.dubnium.testbed.runpod.ApiKeys;
import org.dubnium.testbed.runpod.PodStatus;
import org.dubnium.testbed.runpod.catalog.StandardCatalog;
import org.dubnium.testbed.runpod.fault.AnswerFault;
import org.dubnium.testbed.runpod.fault.PodFault;
import org.dubnium.testbed.runpod.history.PodHistory;

/** What happens in one run, drawn by chance from a seed; then the faults cease, and it must converge. */
final class PodSchedule {

  private static final int STEPS = 30;
  private static final int ROUNDS_TO_CONVERGE = 150;

  private static final List<AnswerFault> ANSWER_FAULTS =
      List.of(
          AnswerFault.BROKEN_BEFORE_EFFECT,
          AnswerFault.BROKEN_AFTER_EFFECT,
          AnswerFault.TIMED_OUT_BEFORE_EFFECT,
          AnswerFault.TIMED_OUT_AFTER_EFFECT,
          AnswerFault.SERVER_ERROR_BEFORE_EFFECT,
          AnswerFault.SERVER_ERROR_AFTER_EFFECT,
          AnswerFault.RATE_LIMITED,
          AnswerFault.RATE_LIMITED_WITHOUT_TIME,
          AnswerFault.RATE_LIMITED_FOR_A_YEAR,
          AnswerFault.UNAUTHORIZED,
          AnswerFault.NO_BALANCE,
          AnswerFault.NO_CAPACITY,
          AnswerFault.HTML_BEFORE_EFFECT,
          AnswerFault.HTML_AFTER_EFFECT,
          AnswerFault.CUT_SHORT,
          AnswerFault.WRONG_TYPES,
          AnswerFault.UNKNOWN_FIELDS,
          AnswerFault.UNKNOWN_VALUES);

  private static final List<String> FOREIGN =
      List.of("notebook", "dub-other-worker-0-abc123", "dub-lab", "dub-lab-worker-0-ABC123");

  private final SplittableRandom random;
  private final ScheduleWorld world;
  private final Consumer<String> trace;
  private final Usd cap;

  PodSchedule(long seed, PodStore store, Consumer<String> trace) throws Exception {
    random = new SplittableRandom(seed);
    this.trace = trace;
    world = new ScheduleWorld(store, random.split(), trace);
    cap = Usd.of(random.nextInt(4) == 0 ? 1.5 : 20);
    world.declare(drawFleet());
    drawFaults();
    apply();
  }

  /** Runs it; an AssertionError says what did not hold. */
  void run() throws Exception {
    for (int step = 0; step < STEPS; step++) {
      step();
      world.check();
    }
    converge();
    if (random.nextInt(3) == 0) {
      destroyAll();
    }
  }

  private void step() throws Exception {
    if (random.nextInt(5) == 0) {
      world.kill.arm(1 + random.nextInt(12));
    }
    switch (random.nextInt(24)) {
      case 0 -> {
        trace.accept("declare");
        world.declare(drawFleet());
      }
      case 1, 2 -> apply();
      case 3 -> command("stop", (reconciler, slot) -> reconciler.stop(slot, "ada"));
      case 4, 5 -> command("start", (reconciler, slot) -> reconciler.start(slot, "ada"));
      case 6 -> command("destroy", (reconciler, slot) -> reconciler.destroy(slot, "ada"));
      case 7 -> console();
      case 8 -> foreign();
      case 9 -> drawFaults();
      case 10 -> environment();
      case 11 -> world.time.setWall(Duration.ofMinutes(random.nextInt(-3000, 3000)));
      case 12, 13 -> pass(random.nextInt(1800));
      default -> {}
    }
    round();
    pass(random.nextInt(4) == 0 ? 1 : 30);
  }

  private void round() throws Exception {
    trace.accept("  round at " + world.time.real().instant());
    if (world.run(Reconciler::reconcile)) {
      return;
    }
    // Another process looks at once.
    pass(1);
    var _ = world.run(Reconciler::reconcile);
  }

  private void pass(int seconds) {
    world.pass(Duration.ofSeconds(seconds));
  }

  private interface Command {
    void run(Reconciler reconciler, String slot) throws Exception;
  }

  private void command(String name, Command command) throws Exception {
    String slot =
        switch (random.nextInt(6)) {
          case 0 -> "head-0";
          case 1, 2 -> "serve-" + random.nextInt(3);
          default -> "worker-" + random.nextInt(3);
        };
    trace.accept(name + " " + slot);
    var _ =
        world.run(
            reconciler -> {
              try {
                command.run(reconciler, slot);
              } catch (OperationException refused) {
                trace.accept("    " + refused.getMessage());
              }
            });
  }

  private void apply() throws Exception {
    trace.accept("apply");
    var _ =
        world.run(
            reconciler -> {
              try {
                reconciler.apply(reconciler.plan(Selection.ALL).fingerprint(), Selection.ALL, "ada");
              } catch (OperationException refused) {
                trace.accept("    " + refused.getMessage());
              }
            });
  }

  /** Somebody does something to a pod of the fleet, or something happens to it. */
  private void console() {
    List<PodHistory> pods = world.existing();
    if (pods.isEmpty()) {
      return;
    }
    PodHistory pod = pods.get(random.nextInt(pods.size()));
    int what = random.nextInt(3);
    trace.accept("console " + what + " " + pod.name());
    switch (what) {
      case 0 -> world.standIn.console().stop(pod.id());
      case 1 -> {
        // A stopped one that fails would be billed again, which nobody can keep within a cap.
        if (world.standIn.status(pod.id()).filter(PodStatus::holdsCompute).isPresent()) {
          world.standIn.console().fail(pod.id());
        }
      }
      default -> world.standIn.console().terminate(pod.id());
    }
  }

  /** Somebody makes a pod that is none of the agent's business, or none that it wrote down. */
  private void foreign() {
    boolean isOfFleet = random.nextInt(4) == 0;
    String name = isOfFleet ? "dub-lab-idle-0-abc123" : FOREIGN.get(random.nextInt(FOREIGN.size()));
    try {
      String id = world.standIn.console().createPod(name, StandardCatalog.L40S, 1);
      (isOfFleet ? world.undeclared : world.foreign).add(id);
      trace.accept("foreign " + name);
    } catch (IllegalStateException full) {
      trace.accept("foreign: " + full.getMessage());
    }
  }

  private void drawFaults() {
    world.standIn.faults().clear();
    double most = random.nextInt(3) == 0 ? 0 : 0.3 * random.nextDouble();
    for (AnswerFault fault : ANSWER_FAULTS) {
      world.standIn.faults().chance(fault, random.nextDouble() * most / ANSWER_FAULTS.size() * 2);
    }
    for (PodFault fault : PodFault.values()) {
      double likely = fault == PodFault.LATE_IN_LIST ? 0.6 : 0.2;
      world.standIn.faults().chance(fault, random.nextInt(3) == 0 ? likely : 0);
    }
    trace.accept("faults up to " + most);
  }

  private void environment() {
    int what = random.nextInt(6);
    trace.accept("environment " + what);
    switch (what) {
      case 0 -> world.bridge.away(true);
      case 1 -> world.standIn.keys().put(ApiKeys.FIRST, ApiKeys.Rights.REVOKED);
      case 2 -> world.standIn.keys().put(ApiKeys.FIRST, ApiKeys.Rights.READ_ONLY);
      case 3 -> setFree(0);
      default -> calm();
    }
  }

  private void calm() {
    world.bridge.away(false);
    world.standIn.keys().put(ApiKeys.FIRST, ApiKeys.Rights.ALL);
    setFree(100);
  }

  private void setFree(int free) {
    for (String gpu : List.of(StandardCatalog.RTX_4090, StandardCatalog.A40)) {
      world.standIn.console().setFree(gpu, free);
    }
  }

  private DeclaredFleet drawFleet() {
    List<PodDeclaration> declarations = new ArrayList<>();
    boolean isCluster = random.nextBoolean();
    declarations.add(
        drawDeclaration("worker", random.nextInt(4), isCluster ? PodRole.WORKER : PodRole.PLAIN));
    if (isCluster) {
      declarations.add(drawDeclaration("head", random.nextInt(4) == 0 ? 0 : 1, PodRole.HEAD));
    }
    if (random.nextBoolean()) {
      declarations.add(drawDeclaration("serve", random.nextInt(3), PodRole.SERVE));
    }
    return new DeclaredFleet(ScheduleWorld.FLEET, cap, declarations);
  }

  private PodDeclaration drawDeclaration(String name, int count, PodRole role) {
    return new PodDeclaration(
        name,
        count,
        random.nextBoolean()
            ? List.of(StandardCatalog.A40)
            : List.of(StandardCatalog.RTX_4090, StandardCatalog.A40),
        1,
        // The community's hosts have no global networking.
        role.joinsCluster() ? List.of(Cloud.SECURE) : List.of(Cloud.SECURE, Cloud.COMMUNITY),
        List.of(),
        new PodContainer(
            Optional.of("registry.example/worker:" + (1 + random.nextInt(2))),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(20),
            List.of("8000/tcp"),
            new TreeMap<>(),
            new TreeMap<>(),
            Optional.empty()),
        Optional.empty(),
        role.joinsCluster(),
        role,
        Optional.of(new ReadinessProbe(8000, Optional.empty(), Duration.ofMinutes(20))),
        Optional.empty(),
        Optional.empty(),
        Budget.NONE);
  }

  private void converge() throws Exception {
    trace.accept("calm");
    world.standIn.faults().clear();
    world.kill.arm(0);
    calm();
    for (int round = 0; round < ROUNDS_TO_CONVERGE; round++) {
      round();
      world.check();
      if (round > 3 && unlike().isEmpty()) {
        return;
      }
      pass(round < 12 ? 30 : 300);
    }
    throw new AssertionError("it does not converge: " + unlike() + ", " + world.status());
  }

  /** How what is there differs from what is wanted; empty if it does not. */
  private Optional<String> unlike() throws Exception {
    var records = world.store().records(ScheduleWorld.FLEET);
    PodFleetStatus status = world.status().orElseThrow();
    if (status.failure().isPresent()) {
      return status.failure();
    }
    for (SlotStatus slot : status.slots()) {
      if (slot.inForce()) {
        Optional<String> problem = unlike(slot, records.wish(slot.slot()));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> unlike(SlotStatus slot, SlotWish wish) {
    boolean isUp =
        Set.of(PodPhase.RUNNING, PodPhase.READY, PodPhase.UNREADY).contains(slot.phase());
    int pods = world.filled().getOrDefault(slot.slot(), 0);
    boolean isRight =
        switch (wish) {
          case RUNNING -> (isUp && pods == 1 && slot.reason().isEmpty()) || isRefused(slot) || isHeadless(slot);
          case STOPPED -> pods == 0 || slot.phase() == PodPhase.STOPPED;
          case DESTROYED -> pods == 0;
        };
    return isRight
        ? Optional.empty()
        : Optional.of("%s is %s: %s".formatted(slot.slot(), slot.phase(), slot.reason()));
  }

  /** Whether it waits for a head that people want no pod for, or that may not be paid for. */
  private boolean isHeadless(SlotStatus slot) {
    return slot.reason().filter(why -> why.contains("head of its Slurm cluster")).isPresent()
        && world.status().stream()
            .flatMap(status -> status.slots().stream())
            .filter(each -> each.inForce() && each.slot().declaration().equals("head"))
            .noneMatch(each -> each.pod().isPresent());
  }

  /** Whether no more may be spent. */
  private static boolean isRefused(SlotStatus slot) {
    return slot.reason().filter(why -> why.contains("runpod.maximumPerHour")).isPresent();
  }

  private void destroyAll(Reconciler reconciler) throws InterruptedException {
    try {
      trace.accept("    left: " + reconciler.destroyAll("ada"));
    } catch (OperationException refused) {
      trace.accept("    " + refused.getMessage());
    }
  }

  private void destroyAll() throws Exception {
    trace.accept("destroy all");
    boolean isAway = random.nextBoolean();
    world.bridge.away(isAway);
    if (random.nextBoolean()) {
      world.kill.arm(1 + random.nextInt(12));
    }
    world.undeclared.clear();
    while (!world.run(this::destroyAll)) {
      trace.accept("destroy all again");
    }
    world.kill.arm(0);
    world.bridge.away(false);
    // Longer than RunPod is left alone where it asked for that.
    for (int round = 0; round < 24; round++) {
      pass(30);
      round();
      world.check();
    }
    List<PodHistory> left = world.ofFleet();
    if (!left.isEmpty()) {
      throw new AssertionError("there is something left: " + left);
    }
  }

}
