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

/** Identifies callers by what the bus and the kernel say, never by what they say themselves. */
final class Callers {

  /** Asks the bus which process and user connected under a name. */
  @FunctionalInterface
  interface CredentialLookup {
    Credentials credentials(String busName) throws BusException, InterruptedException;
  }

  /**
   * A caller with the process that connected.
   *
   * @param process of the caller's own user, or they are refused
   */
  record Origin(Caller caller, ProcessInfo process) {}

  private final CredentialLookup lookup;
  private final ProcTable processes;

  Callers(CredentialLookup lookup, ProcTable processes) {
    this.lookup = lookup;
    this.processes = processes;
  }

  /** Who sent this call; fails if they are gone. Nothing is decided by the unit: it is recorded. */
  Caller identify(Call call) throws BusException, InterruptedException {
    Credentials credentials = lookup.credentials(call.sender());
    Optional<String> unit =
        processes.process((int) credentials.pid())
                instanceof Reading.Value<Optional<ProcessInfo>>(var process)
            ? process.flatMap(ProcessInfo::unit)
            : Optional.empty();
    return new Caller(credentials.uid(), call.sender(), unit);
  }

  /**
   * Who sent this call, for decisions by their unit or session. The uid of the process must be that
   * of the connection: its PID may have passed to another user's process since.
   */
  Origin locate(Call call) throws BusException, InterruptedException {
    Credentials credentials = lookup.credentials(call.sender());
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
