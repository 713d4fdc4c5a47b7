package org.dubnium.daemon.bus;

import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.Credentials;
import org.dubnium.bus.server.Call;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.dbus.contract.ModeError;

/** Tells who calls, as the bus and the kernel say, never as they say themselves. */
final class Callers {

  /** The bus, which knows who connected. */
  @FunctionalInterface
  interface Bus {
    Credentials credentials(String busName) throws BusException, InterruptedException;
  }

  /**
   * A caller with the process that connected.
   *
   * @param process of the caller's own user, or they are refused
   */
  record Origin(Caller caller, ProcessInfo process) {}

  private final Bus bus;
  private final ProcTable processes;

  Callers(Bus bus, ProcTable processes) {
    this.bus = bus;
    this.processes = processes;
  }

  /** Who sent this call; fails if they are gone already. The unit is for the record alone. */
  Caller identify(Call call) throws BusException, InterruptedException {
    Credentials credentials = bus.credentials(call.sender());
    Optional<String> unit =
        processes.process((int) credentials.pid())
                instanceof Reading.Value<Optional<ProcessInfo>>(var process)
            ? process.flatMap(ProcessInfo::unit)
            : Optional.empty();
    return new Caller(credentials.uid(), call.sender(), unit);
  }

  /**
   * Who sent this call, where something hangs on their unit or session. A process that has ended,
   * and whose PID another user's has got since, is none of theirs: both uids must agree.
   */
  Origin locate(Call call) throws BusException, InterruptedException {
    Credentials credentials = bus.credentials(call.sender());
    return switch (processes.process((int) credentials.pid())) {
      case Reading.Unavailable<Optional<ProcessInfo>>(String why) ->
          throw ModeError.OBSERVATION_UNAVAILABLE.because("cannot tell who asks: " + why);
      case Reading.Value<Optional<ProcessInfo>>(Optional<ProcessInfo> found) -> {
        ProcessInfo process =
            found
                .filter(one -> one.uid() == credentials.uid())
                .orElseThrow(
                    () ->
                        StandardError.ACCESS_DENIED.because(
                            "cannot tell who asks: the process that connected to the bus is gone"));
        yield new Origin(
            new Caller(credentials.uid(), call.sender(), process.unit()), process);
      }
    };
  }
}
