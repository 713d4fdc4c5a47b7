package org.dubnium.daemon.domain.policy;

import java.util.Optional;

/**
 * A holder of a GPU that is tolerated: one whose command or unit is named here.
 *
 * @param command the kernel's name of the process ({@code comm}, at most 15 characters)
 * @param unit the systemd unit that it belongs to
 */
public record HolderRule(Optional<String> command, Optional<String> unit) {}
