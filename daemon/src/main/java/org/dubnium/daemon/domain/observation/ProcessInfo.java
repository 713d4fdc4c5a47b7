package org.dubnium.daemon.domain.observation;

import java.util.Optional;

/**
 * Who a process is.
 *
 * @param command the kernel's {@code comm}, at most 15 characters
 * @param startTicks start time in clock ticks since boot; with the PID it names one process only
 * @param uid the real user id
 * @param unit the systemd unit whose cgroup it is in
 * @param session the logind session that it belongs to
 */
public record ProcessInfo(
    int pid,
    String command,
    long startTicks,
    long uid,
    Optional<String> unit,
    Optional<String> session) {}
