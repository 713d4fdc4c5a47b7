package org.dubnium.daemon.domain.server;

import java.time.Instant;
import java.util.Optional;

/**
 * One run of a service, the present or else the last one, by systemd: org.freedesktop.systemd1(5).
 *
 * @param invocation {@code InvocationID} in hexadecimal; empty if it has never run
 * @param startedAt {@code ExecMainStartTimestamp}
 * @param activeSince {@code ActiveEnterTimestamp}: of this run, or an earlier one
 * @param exit how its main process ended; what it tells while that runs is of no use
 * @param restarts {@code NRestarts}: how often systemd has started it anew since somebody asked
 */
public record ServiceRun(
    String invocation,
    Optional<Instant> startedAt,
    Optional<Instant> activeSince,
    ServerExit exit,
    int restarts) {

  /** Of a service that has never run. */
  public static final ServiceRun NONE =
      new ServiceRun("", Optional.empty(), Optional.empty(), new ServerExit("success", false, 0), 0);
}
