package org.dubnium.daemon.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dubnium.daemon.app.EngineHostAccess;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.EngineBench;
import org.dubnium.daemon.engine.Reauthorisation;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.daemon.engine.TransitionJob;
import org.dubnium.daemon.fake.FakeHost;

/** A reconciler beside an engine on a host in memory, with a clock that the test moves. */
final class ReconcileBench implements Reconciler.Listener, AutoCloseable {

  static final ModeName DESKTOP = new ModeName("desktop");
  static final ModeName STUDIO = new ModeName("studio-local");
  static final ModeName COMPUTE = new ModeName("compute");

  final FakeHost host;
  final EngineBench engineBench;
  final Reconciler reconciler;
  final AtomicInteger announcements = new AtomicInteger();
  private final List<CompletableFuture<Void>> repairs = new ArrayList<>();
  final AtomicInteger ended = new AtomicInteger();

  /** What happens between the look that finds a repair due, and the repair. */
  volatile Runnable beforeRepair = () -> {};

  private Instant now = Instant.EPOCH;

  /**
   * In that mode, which was asked for.
   *
   * @param more keys beside those of the contract
   */
  static ReconcileBench in(ModeName mode, Key... more) throws Exception {
    ReconcileBench bench =
        new ReconcileBench(
            mode.equals(COMPUTE) ? FakeHost.inCompute(1) : FakeHost.inDesktop(1), List.of(more));
    bench.go(mode);
    bench.reconcile();
    return bench;
  }

  private ReconcileBench(FakeHost host, List<Key> more) {
    this.host = host;
    this.engineBench = EngineBench.on(host);
    List<Key> keys = new ArrayList<>(ContractKey.all(host.units, () -> engineBench.policy));
    keys.addAll(more);
    this.reconciler =
        new Reconciler(
            new EngineHostAccess(engineBench.engine),
            keys,
            engineBench.audit,
            () -> engineBench.policy,
            () -> now,
            repair ->
                repairs.add(
                    CompletableFuture.runAsync(
                        () -> {
                          beforeRepair.run();
                          repair.run();
                        },
                        Thread::startVirtualThread)),
            this);
  }

  FinishedTransition go(ModeName mode) throws Exception {
    return request(mode).end().get(60, TimeUnit.SECONDS);
  }

  TransitionJob request(ModeName mode) throws RequestRefused {
    return engineBench.engine.request(
        new TransitionRequest(
            new Operation.ModeSwitch(mode),
            Caller.DAEMON,
            "test",
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Grant.ANYTHING),
        Reauthorisation.ONLY_ROOT);
  }

  /** One look, and the end of the repairs that it begins. */
  Optional<Duration> reconcile() throws Exception {
    Optional<Duration> again = look();
    awaitRepairs();
    engineBench.engine.refresh();
    return again;
  }

  /** One look. What it begins goes on. */
  Optional<Duration> look() {
    engineBench.engine.refresh();
    return reconciler.reconcile();
  }

  void awaitRepairs() throws Exception {
    for (CompletableFuture<Void> repair : repairs) {
      repair.get(60, TimeUnit.SECONDS);
    }
  }

  /** Completes when this is asked of systemd, as {@code start vllm.service}. */
  CompletableFuture<Void> asked(String call) {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    host.units.before(call, () -> asked.complete(null));
    return asked;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Looks until nothing is due any more, and lets the time pass in between; not for ever. */
  void reconcileThroughAllDelays() throws Exception {
    int idle = 0;
    for (int looks = 0; looks < 30 && idle < 2; looks++) {
      Optional<Duration> again = reconcile();
      again.ifPresent(this::pass);
      idle = again.isPresent() ? 0 : idle + 1;
    }
  }

  /** The state of the repair of this clause; {@code none} if there is none. */
  String state(String clause) {
    look();
    return Optional.ofNullable(reconciler.states().get(clause))
        .map(state -> state.kind().text() + " " + state.attempts())
        .orElse("none");
  }

  String message(String clause) {
    return Optional.ofNullable(reconciler.states().get(clause))
        .map(RepairState::message)
        .orElse("");
  }

  String mode() {
    var seen = engineBench.engine.refresh().classification();
    return seen.modeText() + " " + seen.condition().text();
  }

  /** What was asked of systemd since the bench was made, transitions left out. */
  List<String> callsSince(int before) {
    return host.units.calls().subList(before, host.units.calls().size());
  }

  /** Subject, status and attempt of every entry about a repair. */
  List<String> audited() {
    return engineBench.audit.entries().stream()
        .filter(entry -> entry.event() == AuditEvent.RECONCILED)
        .map(AuditEntry::details)
        .map(of -> of.get("subject") + " " + of.get("status") + " " + of.get("attempt"))
        .toList();
  }

  @Override
  public void repairsChanged() {
    announcements.incrementAndGet();
  }

  @Override
  public void repairEnded() {
    ended.incrementAndGet();
  }

  @Override
  public void close() {
    engineBench.close();
  }
}
