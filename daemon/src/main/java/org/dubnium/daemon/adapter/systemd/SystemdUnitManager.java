package org.dubnium.daemon.adapter.systemd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitManager;

/**
 * The real systemd, on the system bus. Lives as long as its connection: once that is lost, readings
 * are unavailable and jobs end in errors.
 */
public final class SystemdUnitManager implements UnitManager {

  /** The result of a job that is gone is on its way to us already, if systemd has told it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final BusClient bus;
  private final SystemdJobs jobs;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final LastSeen seen = new LastSeen();

  private SystemdUnitManager(BusClient bus) {
    this.bus = bus;
    this.jobs = new SystemdJobs(bus, GRACE);
  }

  /**
   * Begins to listen to systemd.
   *
   * @param bus whose executor has a thread for every task
   * @throws HostException if systemd cannot be reached
   */
  public static SystemdUnitManager on(BusClient bus) throws HostException {
    SystemdUnitManager manager = new SystemdUnitManager(bus);
    try {
      manager.listen();
    } catch (BusException e) {
      throw new HostException("cannot listen to systemd: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("cannot listen to systemd: interrupted", e);
    }
    return manager;
  }

  private void listen() throws BusException, InterruptedException {
    // Not on the thread that disconnects, since whoever awaits a job goes on from there.
    bus.onDisconnect(why -> bus.executor().execute(() -> jobs.lost(why)));
    bus.subscribe(manager("JobRemoved"), this::jobRemoved);
    bus.subscribe(manager("StartupFinished"), signal -> changed());
    bus.subscribe(manager("UnitFilesChanged"), signal -> changed());
    bus.subscribe(manager("Reloading"), signal -> changed());
    bus.subscribe(
        MatchRule.propertiesChanged(Systemd.SERVICE, Systemd.UNIT).below(Systemd.UNITS),
        this::unitChanged);
    bus.watchName(Systemd.SERVICE, this::ownerChanged);
    // Without it systemd sends no signals but of its own changes, org.freedesktop.systemd1(5).
    bus.call(Systemd.manager("Subscribe"));
  }

  private static MatchRule manager(String signal) {
    return MatchRule.signal(Systemd.SERVICE, Systemd.MANAGER, signal).at(Systemd.PATH);
  }

  @Override
  public Reading<Map<UnitName, UnitState>> read(Set<UnitName> units) {
    try {
      Map<UnitName, UnitState> states = new UnitReader(bus).read(units).states();
      states.forEach((unit, state) -> seen.read(Systemd.pathOf(unit), state));
      return Reading.of(states);
    } catch (BusException | WireException e) {
      return Reading.unavailable("cannot read systemd's units: " + e.getMessage());
    }
  }

  @Override
  public Reading<Set<UnitName>> failed() {
    try {
      return Reading.of(new UnitReader(bus).failed());
    } catch (BusException | WireException e) {
      return Reading.unavailable("cannot list systemd's failed units: " + e.getMessage());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>{@code degraded} means that some unit failed meanwhile: the machine is up all the same.
   */
  @Override
  public Reading<Boolean> isBooted() {
    try {
      String state =
          bus.call(
                  Systemd.get(new ObjectPath(Systemd.PATH), Systemd.MANAGER, "SystemState"))
              .variant(0)
              .asString();
      return switch (state) {
        case "initializing", "starting" -> Reading.of(false);
        case "running", "degraded", "maintenance", "stopping" -> Reading.of(true);
        default -> Reading.unavailable("cannot understand systemd's state '" + state + "'");
      };
    } catch (BusException | WireException e) {
      return Reading.unavailable("cannot read systemd's state: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reading.unavailable("cannot read systemd's state: interrupted");
    }
  }

  @Override
  public UnitJob start(UnitName unit) {
    return jobs.enqueue("StartUnit", unit);
  }

  @Override
  public UnitJob restart(UnitName unit) {
    return jobs.enqueue("RestartUnit", unit);
  }

  @Override
  public UnitJob stop(UnitName unit) {
    return jobs.enqueue("StopUnit", unit);
  }

  @Override
  public void setProperties(UnitName unit, SliceSettings settings) throws HostException {
    boolean runtime = true;
    try {
      bus.call(
          Systemd.manager("SetUnitProperties")
              .with("sba(sv)", unit.value(), runtime, properties(settings)));
    } catch (BusException e) {
      throw new HostException("cannot set properties of " + unit + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException("cannot set properties of " + unit + ": interrupted", e);
    }
  }

  private static List<Struct> properties(SliceSettings settings) {
    List<Struct> properties = new ArrayList<>();
    Optional.ofNullable(settings.cpuWeight())
        .ifPresent(weight -> properties.add(Struct.of("CPUWeight", Variant.of("t", weight))));
    Optional.ofNullable(settings.ioWeight())
        .ifPresent(weight -> properties.add(Struct.of("IOWeight", Variant.of("t", weight))));
    Optional.ofNullable(settings.allowedCpus())
        .ifPresent(
            cpus -> properties.add(Struct.of("AllowedCPUs", Variant.of("ay", cpus.toMask()))));
    return properties;
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void jobRemoved(Signal signal) {
    jobs.removed(signal);
    changed();
  }

  /** Units that nobody asked about change all the time. */
  private void unitChanged(Signal signal) {
    if (seen.isNews(signal.path(), signal.arguments().dict(1))) {
      changed();
    }
  }

  /** systemd executes itself anew on upgrades, and takes its jobs along. */
  private void ownerChanged(Optional<String> owner) {
    if (owner.isPresent()) {
      var _ = bus.callAsync(Systemd.manager("Subscribe"));
      jobs.recheck();
      changed();
    }
  }

  /** Not on the thread that brings signals: results of jobs must not wait for a listener. */
  private void changed() {
    bus.executor().execute(() -> listeners.forEach(Runnable::run));
  }
}
