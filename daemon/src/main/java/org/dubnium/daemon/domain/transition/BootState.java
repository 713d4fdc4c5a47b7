package org.dubnium.daemon.domain.transition;

import org.dubnium.daemon.domain.mode.ModeName;

/**
 * What outlives the daemon but not the boot.
 *
 * @param bootId the boot in which the host was last brought to its boot mode, or found in it
 * @param desired the mode that was last asked for
 */
public record BootState(String bootId, ModeName desired) {}
