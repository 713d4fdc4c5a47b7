package org.dubnium.daemon.bus;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Subscription;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.engine.Holds;
import org.dubnium.daemon.port.HoldMemory;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.ModeError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes holds for clients, and ends them: when they are released, when their owner leaves the bus,
 * or with the process that they are tied to. The daemon's own end is none of these.
 */
final class HoldKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(HoldKeeper.class);

  private final BusClient bus;
  private final Holds holds;
  private final ProcTable processes;
  private final RecordAllowance allowance;
  private final HoldAudit audit;
  private final HoldMemory memory;
  private final InstantSource clock;
  private final ModeControllerSignals signals;
  private final Map<Long, Subscription> watches = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /** Id of the bus: a unique name is valid on the bus that gave it alone. */
  private volatile String busId = "";

  HoldKeeper(
      BusClient bus,
      Holds holds,
      ProcTable processes,
      RecordAllowance allowance,
      HoldAudit audit,
      HoldMemory memory,
      InstantSource clock,
      ModeControllerSignals signals) {
    this.bus = bus;
    this.holds = holds;
    this.processes = processes;
    this.allowance = allowance;
    this.audit = audit;
    this.memory = memory;
    this.clock = clock;
    this.signals = signals;
  }

  /** Takes up the holds of the daemon before this one, as far as their owners are still there. */
  void takeUp() throws BusException, InterruptedException {
    HoldMemory.Remembered before = memory.read();
    busId = bus.call(BusClient.driver("GetId")).string(0);
    boolean sameBus = before.bus().equals(busId);
    for (Hold hold : before.holds()) {
      last.accumulateAndGet(hold.cookie(), Math::max);
      holds.add(hold);
      if (sameBus || hold.process().isPresent()) {
        watch(hold);
      } else {
        release(hold.cookie(), "disconnected");
      }
    }
  }

  /**
   * Takes a hold; returns its cookie.
   *
   * @param mode empty for every mode
   */
  long take(Caller owner, Optional<ModeName> mode, HoldRequest request)
      throws BusException, InterruptedException {
    Hold hold =
        new Hold(
            last.incrementAndGet(),
            mode,
            Wire.direction(request.direction()),
            Wire.kind(request.kind()),
            request.who(),
            request.why(),
            owner,
            request.pid().isPresent()
                ? Optional.of(process(owner, request.pid().get()))
                : Optional.empty(),
            clock.instant());
    add(hold);
    watch(hold);
    return hold.cookie();
  }

  /** Checks the quota and takes the hold in one, so that concurrent calls cannot exceed it. */
  private synchronized void add(Hold hold) throws BusException {
    Optional<String> refusal = HoldQuota.refusal(holds.all(), hold.owner().uid());
    if (refusal.isPresent()) {
      throw StandardError.LIMITS_EXCEEDED.because(refusal.get());
    }
    allowance.require(hold.owner());
    audit.held(hold);
    holds.add(hold);
    remember();
  }

  /** Whose hold it is; fails if there is none. */
  Caller owner(long cookie) throws BusException {
    return holds
        .find(cookie)
        .map(Hold::owner)
        .orElseThrow(() -> ModeError.NO_SUCH_HOLD.because("cannot find hold " + cookie));
  }

  void release(long cookie, String why) {
    holds
        .remove(cookie)
        .ifPresent(
            hold -> {
              Optional.ofNullable(watches.remove(cookie)).ifPresent(Subscription::close);
              audit.released(hold, why);
              remember();
              signals.holdReleased(cookie, why);
              signals.propertiesChanged();
            });
  }

  /** Ends the holds whose process has ended. */
  void releaseDead() {
    holds.all().stream()
        .filter(hold -> hold.process().filter(this::isGone).isPresent())
        .forEach(hold -> release(hold.cookie(), "exited"));
  }

  /** Releases the hold once the connection or process that it is tied to ends, or has ended already. */
  private void watch(Hold hold) throws BusException, InterruptedException {
    if (hold.process().isPresent()) {
      ProcessHandle.of(hold.process().get().pid())
          .ifPresent(
              process -> {
                var _ = process.onExit().thenRun(this::releaseDead);
              });
      releaseDead();
      return;
    }
    String name = hold.owner().busName();
    watches.put(
        hold.cookie(),
        bus.watchName(
            name,
            now -> {
              if (now.isEmpty()) {
                release(hold.cookie(), "disconnected");
              }
            }));
    if (bus.owner(name).isEmpty()) {
      release(hold.cookie(), "disconnected");
    }
  }

  private boolean isGone(Hold.Tie process) {
    return processes.process(process.pid())
            instanceof Reading.Value<Optional<ProcessInfo>>(Optional<ProcessInfo> found)
        && found.filter(now -> now.startTicks() == process.startTicks()).isEmpty();
  }

  private Hold.Tie process(Caller owner, long wanted) throws BusException {
    int pid = wanted > 0 && wanted <= Integer.MAX_VALUE ? (int) wanted : 0;
    return switch (processes.process(pid)) {
      case Reading.Value<Optional<ProcessInfo>>(Optional<ProcessInfo> process) ->
          process
              .filter(found -> found.uid() == owner.uid() || owner.uid() == 0)
              .map(ProcessInfo::startTicks)
              .map(startTicks -> new Hold.Tie(pid, startTicks))
              .orElseThrow(
                  () ->
                      ModeError.INVALID_OPTION.because(
                          "cannot tie a hold to process " + wanted + ": it is not yours, or gone"));
      case Reading.Unavailable<Optional<ProcessInfo>>(String why) ->
          throw ModeError.OBSERVATION_UNAVAILABLE.because("cannot look up the process: " + why);
    };
  }

  /** Saves the holds for the next daemon; a failure is logged, and the holds stay in force. */
  private synchronized void remember() {
    try {
      memory.write(new HoldMemory.Remembered(busId, holds.all()));
    } catch (IOException forgetful) {
      LOG.warn(
          "cannot remember holds across a restart of the daemon, ignoring: {}",
          forgetful.getMessage());
    }
  }
}
