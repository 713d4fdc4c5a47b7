package org.dubnium.daemon.bus;

import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.client.BusClient;
import org.dubnium.dbus.client.Credentials;
import org.dubnium.dbus.server.Call;

/** Tells who calls, as the bus says. The unit is for the record only and decides nothing. */
final class Callers {

  private final BusClient bus;
  private final ProcTable processes;

  Callers(BusClient bus, ProcTable processes) {
    this.bus = bus;
    this.processes = processes;
  }

  /** Who sent this call; fails if they are gone already. */
  Caller identify(Call call) throws BusException, InterruptedException {
    Credentials credentials = bus.credentials(call.sender());
    return new Caller(credentials.uid(), call.sender(), unit((int) credentials.pid()));
  }

  private Optional<String> unit(int pid) {
    return processes.processes(Set.of(pid)) instanceof Reading.Value<ProcessTable>(ProcessTable all)
        ? all.find(pid).flatMap(ProcessInfo::unit)
        : Optional.empty();
  }
}
