package org.dubnium.daemon.domain.observation;

import java.util.Optional;

/**
 * Who a process is.
 *
 * @param command the kernel's {@code comm}, at most 15 characters; the process chooses it itself
 * @param startTicks start time in clock ticks since boot; with the PID it names one process only
 * @param uid the real user id
 * @param unit the systemd unit whose cgroup it is in
 * @param session the logind session that it belongs to
 * @param userUnit the unit of its user's own systemd, if its unit is {@code user@UID.service}
 */
public record ProcessInfo(
    int pid,
    String command,
    long startTicks,
    long uid,
    Optional<String> unit,
    Optional<String> session,
    Optional<UserUnit> userUnit) {

  /** A process of no user's own systemd. */
  public ProcessInfo(
      int pid,
      String command,
      long startTicks,
      long uid,
      Optional<String> unit,
      Optional<String> session) {
    this(pid, command, startTicks, uid, unit, session, Optional.empty());
  }
}
