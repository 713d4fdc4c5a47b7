package org.dubnium.daemon.serving;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.LoadProgress;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.domain.server.ServerState;
import org.dubnium.daemon.domain.server.ServiceRun;
import org.dubnium.daemon.port.FailureReports;
import org.dubnium.daemon.port.LoadTimes;
import org.dubnium.daemon.port.ModelServer;
import org.dubnium.daemon.port.ServedModelProbe;
import org.dubnium.daemon.port.ServiceProbe;
import org.dubnium.daemon.port.UnitManager;
import org.dubnium.daemon.port.UnitOutput;
import org.jspecify.annotations.Nullable;

/**
 * Follows the state of the model server, as systemd reports it, and its output while it loads. Once it has answered,
 * nothing is read of what it prints until it ends. All of it happens on one thread.
 */
public final class ModelServerWatch implements FailureReports, AutoCloseable {

  /** The ports that the watch reads. */
  public record Sources(
      UnitManager units,
      ServiceProbe services,
      ServedModelProbe models,
      ModelServer server,
      UnitOutput output,
      LoadTimes times) {}

  /**
   * Intervals and deadlines of the watch.
   *
   * @param pace the progress of a load is told no more often
   * @param look how often it is seen whether a server that runs sleeps or hangs
   * @param longestRead of what a server that has ended printed
   */
  record Pace(Duration pace, Duration look, Duration longestRead) {

    private static final Pace REAL =
        new Pace(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));
  }

  private static final Duration AGAIN = Duration.ofMillis(10);

  private final Pace pace;
  private final Sources sources;
  private final Consumer<ModelServerStatus> listener;
  private final Semaphore changes = new Semaphore(0);

  /** The changes other than printed lines; they are looked at without a pause. */
  private final Semaphore urgent = new Semaphore(0);
  private final Thread thread;
  private final Object lock = new Object();
  private ModelServerStatus status = ModelServerStatus.OFF;
  private List<String> strays = List.of();
  private @Nullable ServerRun run;
  private Optional<ServerFailure> lastFailure = Optional.empty();
  private String model = "";
  private long lookBegan = System.nanoTime();
  private boolean ending;

  /**
   * @param listener told of every change, on the watch's thread; of progress at most once a second
   */
  public ModelServerWatch(Sources sources, Consumer<ModelServerStatus> listener) {
    this(sources, Pace.REAL, listener);
  }

  ModelServerWatch(Sources sources, Pace pace, Consumer<ModelServerStatus> listener) {
    this.sources = sources;
    this.pace = pace;
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name("model-server").unstarted(this::watch);
  }

  /** Begins to watch. */
  public void start() {
    sources.units().onChange(this::wake);
    wake();
    thread.start();
  }

  /** What was seen last. */
  public ModelServerStatus status() {
    synchronized (lock) {
      return status;
    }
  }

  /** Processes of a former server that still hold GPU memory, as the last observation shows them. */
  public void strays(List<String> found) {
    synchronized (lock) {
      if (strays.equals(found)) {
        return;
      }
      strays = List.copyOf(found);
    }
    wake();
  }

  @Override
  public Optional<ServerFailure> failure(UnitName unit, Duration patience) {
    if (!unit.equals(VllmRule.UNIT)) {
      return Optional.empty();
    }
    long asked = System.nanoTime();
    wake();
    synchronized (lock) {
      try {
        // A look that began before may have missed what the caller has seen.
        for (long left = patience.toNanos();
            left > 0 && (ending || lookBegan - asked <= 0);
            left = patience.toNanos() - (System.nanoTime() - asked)) {
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return status.failure().or(() -> tooLong(status));
    }
  }

  private static Optional<ServerFailure> tooLong(ModelServerStatus seen) {
    return seen.state() == ServerState.LOADING
        ? Optional.of(
            new ServerFailure(
                FailureCause.LOAD_TIMEOUT, "it was still " + seen.progress().words(), List.of()))
        : Optional.empty();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void wake() {
    urgent.release();
    changes.release();
  }

  private void progressed() {
    changes.release();
  }

  private void watch() {
    try {
      while (true) {
        long began = System.nanoTime();
        Duration pause = look();
        long told = System.nanoTime();
        looked(began);
        if (pause.isPositive()) {
          var _ = changes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        } else {
          changes.acquire();
        }
        rest(told);
        urgent.drainPermits();
        changes.drainPermits();
      }
    } catch (InterruptedException ended) {
      forgetRun();
    }
  }

  /** Wakes those who wait for a look that began after they asked. */
  private void looked(long began) {
    synchronized (lock) {
      lookBegan = began;
      lock.notifyAll();
    }
  }

  /** Limits how often progress is told while the server loads. */
  private void rest(long told) throws InterruptedException {
    long left = pace.pace().toNanos() - (System.nanoTime() - told);
    if (left > 0 && status().state() == ServerState.LOADING) {
      var _ = urgent.tryAcquire(left, TimeUnit.NANOSECONDS);
    }
  }

  /** Looks once. Answers after what time to look again; zero if only a change is worth a look. */
  private Duration look() throws InterruptedException {
    Reading<ServiceRun> before = sources.services().run(VllmRule.UNIT);
    if (!(sources.units().read(Set.of(VllmRule.UNIT))
            instanceof Reading.Value<Map<UnitName, UnitState>>(Map<UnitName, UnitState> units))
        || !(sources.services().run(VllmRule.UNIT)
            instanceof Reading.Value<ServiceRun>(ServiceRun now))) {
      return pace.look();
    }
    // The state is of this run only if no other has begun while it was read.
    if (!(before instanceof Reading.Value<ServiceRun>(ServiceRun same))
        || !same.invocation().equals(now.invocation())) {
      return AGAIN;
    }
    UnitState unit = units.get(VllmRule.UNIT);
    if (unit == null || now.invocation().isEmpty()) {
      tell(off(now));
      return Duration.ZERO;
    }
    ServerRun current = runOf(now);
    boolean ends = unit.activeState().equals("deactivating");
    synchronized (lock) {
      ending = ends;
    }
    if (unit.isActive()) {
      return active(current, now);
    }
    if (unit.isStarting()) {
      current.loading();
      tell(status(ServerState.LOADING, now, current.progress(), current.phaseSince()));
      return pace.look();
    }
    return down(current, unit, ends, now);
  }

  private ServerRun runOf(ServiceRun now) {
    ServerRun known = run;
    if (known != null && known.is(now.invocation())) {
      return known;
    }
    forgetRun();
    if (now.restarts() == 0) {
      lastFailure = Optional.empty();
    }
    model = sources.models().served() instanceof Reading.Value<ServedModel>(ServedModel served)
        ? served.model()
        : "";
    ServerRun begun = new ServerRun(now.invocation(), sources.output(), this::progressed);
    run = begun;
    return begun;
  }

  private Duration active(ServerRun current, ServiceRun now) {
    if (current.answers()) {
      lastFailure = Optional.empty();
      now.startedAt()
          .flatMap(began -> now.activeSince().map(ready -> Duration.between(began, ready)))
          .filter(Duration::isPositive)
          .ifPresent(took -> sources.times().loaded(model, now.invocation(), took));
    }
    Optional<String> stall = sources.server().stall();
    ServerState state = stall.isPresent() ? ServerState.STALLED : ServerState.READY;
    if (stall.isEmpty() && sources.server().isAsleep()) {
      state = ServerState.ASLEEP;
    }
    tell(status(state, now, LoadProgress.BEGINNING, now.activeSince()));
    return pace.look();
  }

  /** Handles a server that is ending, has ended, or waits to be restarted. */
  private Duration down(ServerRun current, UnitState unit, boolean ends, ServiceRun now)
      throws InterruptedException {
    // systemd restarts a server that has failed by a job of its own.
    boolean isRestarted = ends && unit.job().filter("restart"::equals).isPresent();
    if (isRestarted || unit.job().filter("stop"::equals).isPresent()) {
      current.stopAsked();
    }
    boolean failed = unit.activeState().equals("failed") || unit.awaitsRestart();
    if (current.failure().isEmpty() && !current.wasAskedToStop() && (failed || ends)) {
      current.ended(wasReady(now));
      if (failed) {
        lastFailure = Optional.of(current.conclude(now, pace.longestRead()));
      }
    }
    if (failed && !current.wasAskedToStop()) {
      tell(status(ServerState.FAILED, now, current.progress(), current.phaseSince()));
    } else if (!ends) {
      current.close();
      tell(off(now));
    }
    return Duration.ZERO;
  }

  private static boolean wasReady(ServiceRun now) {
    return now.startedAt()
        .flatMap(began -> now.activeSince().filter(ready -> !ready.isBefore(began)))
        .isPresent();
  }

  private ModelServerStatus off(ServiceRun now) {
    return new ModelServerStatus(
        model,
        now.invocation(),
        ServerState.OFF,
        LoadProgress.BEGINNING,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        lastFailure,
        Optional.empty(),
        0,
        List.of());
  }

  private ModelServerStatus status(
      ServerState state, ServiceRun now, LoadProgress progress, Optional<Instant> phaseSince) {
    return new ModelServerStatus(
        model,
        now.invocation(),
        state,
        progress,
        now.startedAt(),
        phaseSince.or(now::startedAt),
        sources.times().typical(model),
        lastFailure,
        state == ServerState.STALLED ? sources.server().stall() : Optional.empty(),
        now.restarts(),
        List.of());
  }

  private void tell(ModelServerStatus seen) {
    ModelServerStatus told;
    synchronized (lock) {
      told = seen.withStrays(strays);
      if (told.equals(status)) {
        return;
      }
      status = told;
    }
    listener.accept(told);
  }

  private void forgetRun() {
    ServerRun known = run;
    if (known != null) {
      known.close();
    }
    run = null;
  }
}
