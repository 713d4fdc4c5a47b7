package org.dubnium.daemon.adapter.systemd;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.daemon.adapter.BusAnswers;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.server.ServerExit;
import org.dubnium.daemon.domain.server.ServiceRun;
import org.dubnium.daemon.port.ServiceProbe;

/**
 * Asks systemd for the few properties that tell of a run, all at once. Reading all of a service would
 * make systemd read its cgroup as well.
 */
public final class SystemdServiceProbe implements ServiceProbe {

  private static final String SERVICE = Systemd.SERVICE + ".Service";

  /** {@code CLD_EXITED} of sigaction(2); the others are of signals. */
  private static final long EXITED = 1;

  private final BusClient bus;

  public SystemdServiceProbe(BusClient bus) {
    this.bus = bus;
  }

  @Override
  public Reading<ServiceRun> run(UnitName service) {
    ObjectPath path = Systemd.pathOf(service);
    var invocation = get(path, Systemd.UNIT, "InvocationID");
    var active = get(path, Systemd.UNIT, "ActiveEnterTimestamp");
    var started = get(path, SERVICE, "ExecMainStartTimestamp");
    var result = get(path, SERVICE, "Result");
    var code = get(path, SERVICE, "ExecMainCode");
    var status = get(path, SERVICE, "ExecMainStatus");
    var restarts = get(path, SERVICE, "NRestarts");
    try {
      long ended = BusAnswers.await(code).asLong();
      return Reading.of(
          new ServiceRun(
              hexadecimal(BusAnswers.await(invocation)),
              time(BusAnswers.await(started)),
              time(BusAnswers.await(active)),
              new ServerExit(
                  BusAnswers.await(result).asString(),
                  ended != 0 && ended != EXITED,
                  (int) BusAnswers.await(status).asLong()),
              (int) BusAnswers.await(restarts).asLong()));
    } catch (BusException | WireException e) {
      return Reading.unavailable("cannot read the run of " + service + ": " + e.getMessage());
    }
  }

  private CompletableFuture<Variant> get(ObjectPath path, String type, String property) {
    return bus.callAsync(Systemd.get(path, type, property)).thenApply(answer -> answer.variant(0));
  }

  private static String hexadecimal(Variant value) {
    return value.value() instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : "";
  }

  /** Microseconds since 1970; 0 is never. */
  private static Optional<Instant> time(Variant value) {
    long micros = value.asLong();
    return micros <= 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000));
  }
}
