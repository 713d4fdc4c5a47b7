package org.dubnium.daemon.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.Ports;
import org.dubnium.daemon.reconcile.ContractKey;
import org.dubnium.daemon.reconcile.Reconciler;
import org.dubnium.daemon.reconcile.RepairState;

/**
 * Looks after the host: keeps what is shown of it current from the start, and what its mode wants in
 * repair once the boot is over.
 */
final class Upkeep implements Reconciler.Listener {

  private final Engine engine;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<HostSnapshot>> observers = new CopyOnWriteArrayList<>();
  private final Reconciler reconciler;
  private final Watch watch;
  private volatile boolean repairs;

  Upkeep(Engine engine, Ports ports, LoadedConfiguration settings) {
    this.engine = engine;
    this.reconciler =
        new Reconciler(
            new EngineHostAccess(engine),
            ContractKey.all(ports.units(), settings::policy),
            ports.audit(),
            settings::policy,
            steady(),
            Executors.newVirtualThreadPerTaskExecutor(),
            this);
    this.watch = new Watch(this::look, settings.get().observationInterval());
  }

  /** Told when something else is being done about what does not hold. */
  void onRepairsChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Told what each look showed. */
  void onLook(Consumer<HostSnapshot> observer) {
    observers.add(observer);
  }

  void start() {
    watch.start();
  }

  /** The host has changed. */
  void wake() {
    watch.wake();
  }

  /** Whether the host is still being looked at. */
  boolean isAlive() {
    return watch.isAlive();
  }

  /** From now on what differs from the contract is not only shown. */
  void beginRepairs() {
    repairs = true;
    watch.wake();
  }

  /** The administrator has changed something: what was given up is worth another try. */
  void forget() {
    reconciler.forget();
  }

  Map<String, RepairState> repairStates() {
    return reconciler.states();
  }

  @Override
  public void repairsChanged() {
    listeners.forEach(Runnable::run);
  }

  @Override
  public void repairEnded() {
    watch.wake();
  }

  private Optional<Duration> look() {
    HostSnapshot seen = engine.glance();
    observers.forEach(observer -> observer.accept(seen));
    return repairs ? reconciler.reconcile() : Optional.empty();
  }

  /** Moves on evenly, whatever is done to the machine's clock. Good for differences alone. */
  private static InstantSource steady() {
    long began = System.nanoTime();
    return () -> Instant.EPOCH.plusNanos(System.nanoTime() - began);
  }
}
