package org.dubnium.daemon.bus;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.StandardError;
import org.dubnium.dbus.client.BusClient;
import org.dubnium.dbus.client.Subscription;
import org.dubnium.dbus.contract.HoldInfo;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.ModeError;
import org.jspecify.annotations.Nullable;

/**
 * The holds that clients have taken. A hold ends when it is released, when its owner leaves the bus,
 * or with the process that it is tied to.
 */
final class Holds {

  /** More than anyone needs; fewer than would do harm. */
  private static final int MOST = 256;

  private record Hold(HoldInfo info, Caller owner, long startTicks, Subscription watch) {}

  private final BusClient bus;
  private final ProcTable processes;
  private final InstantSource clock;
  private final BiConsumer<Long, String> released;
  private final Map<Long, Hold> holds = new LinkedHashMap<>();
  private long last;

  /**
   * @param released told the cookie of each hold that ended, and why
   */
  Holds(
      BusClient bus, ProcTable processes, InstantSource clock, BiConsumer<Long, String> released) {
    this.bus = bus;
    this.processes = processes;
    this.clock = clock;
    this.released = released;
  }

  /** Takes a hold; returns its cookie. */
  long take(Caller owner, HoldRequest request) throws BusException, InterruptedException {
    long startTicks = request.pid().isPresent() ? startTicks(owner, request.pid().get()) : 0;
    long cookie = next();
    Subscription watch =
        bus.watchName(
            owner.busName(),
            now -> {
              if (now.isEmpty()) {
                disconnected(cookie);
              }
            });
    HoldInfo info =
        new HoldInfo(
            cookie,
            request.mode(),
            request.direction().text(),
            request.kind().text(),
            request.who(),
            request.why(),
            owner.uid(),
            request.pid().map(OptionalLong::of).orElse(OptionalLong.empty()),
            clock.instant());
    put(new Hold(info, owner, startTicks, watch));
    return cookie;
  }

  synchronized List<HoldInfo> all() {
    return holds.values().stream().map(Hold::info).toList();
  }

  /** Whose hold it is; fails if there is none. */
  synchronized Caller owner(long cookie) throws BusException {
    Hold hold = holds.get(cookie);
    if (hold == null) {
      throw ModeError.NO_SUCH_HOLD.because("cannot find hold " + cookie);
    }
    return hold.owner();
  }

  void release(long cookie, String why) {
    Hold hold = remove(cookie);
    if (hold != null) {
      hold.watch().close();
      released.accept(cookie, why);
    }
  }

  /** Ends the holds whose process has ended. */
  void releaseDead() {
    for (Hold hold : tied()) {
      int pid = (int) hold.info().pid().orElseThrow();
      if (processes.processes(Set.of(pid))
              instanceof Reading.Value<ProcessTable>(ProcessTable table)
          && table.find(pid).filter(now -> now.startTicks() == hold.startTicks()).isEmpty()) {
        release(hold.info().cookie(), "process-ended");
      }
    }
  }

  private void disconnected(long cookie) {
    Hold hold;
    synchronized (this) {
      hold = holds.get(cookie);
    }
    if (hold != null && hold.info().pid().isEmpty()) {
      release(cookie, "owner-disconnected");
    }
  }

  private synchronized List<Hold> tied() {
    return new ArrayList<>(
        holds.values().stream().filter(hold -> hold.info().pid().isPresent()).toList());
  }

  private synchronized long next() throws BusException {
    if (holds.size() >= MOST) {
      throw StandardError.LIMITS_EXCEEDED.because(
          "cannot take another hold: there are " + MOST + " already");
    }
    return ++last;
  }

  private synchronized void put(Hold hold) {
    holds.put(hold.info().cookie(), hold);
  }


  private synchronized @Nullable Hold remove(long cookie) {
    return holds.remove(cookie);
  }

  private long startTicks(Caller owner, long pid) throws BusException {
    int id = pid > 0 && pid <= Integer.MAX_VALUE ? (int) pid : 0;
    return switch (processes.processes(Set.of(id))) {
      case Reading.Value<ProcessTable>(ProcessTable table) ->
          table
              .find(id)
              .filter(found -> found.uid() == owner.uid() || owner.uid() == 0)
              .map(ProcessInfo::startTicks)
              .orElseThrow(
                  () ->
                      ModeError.INVALID_OPTION.because(
                          "cannot tie a hold to process " + pid + ": it is not yours, or gone"));
      case Reading.Unavailable<ProcessTable>(String why) ->
          throw ModeError.OBSERVATION_UNAVAILABLE.because("cannot look up the process: " + why);
    };
  }
}
