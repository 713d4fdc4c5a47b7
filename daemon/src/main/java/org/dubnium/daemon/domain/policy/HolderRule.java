package org.dubnium.daemon.domain.policy;

import java.util.Optional;
import org.dubnium.daemon.domain.mode.UnitPattern;

/**
 * A holder of a GPU that is tolerated: one whose command and unit are as named here.
 *
 * @param command the kernel's name of the process ({@code comm}, at most 15 characters), which anybody
 *     may choose for his own processes
 * @param unit the units of the system's manager that it may belong to, which only root installs
 * @param deviceOnly only while it has no more than device files open: no memory on the GPU, no compute
 *     or graphics context
 */
public record HolderRule(
    Optional<String> command, Optional<UnitPattern> unit, boolean deviceOnly) {

  /**
   * A rule of these.
   *
   * @throws IllegalArgumentException if neither is named: it would tolerate everything of root's
   */
  public HolderRule {
    if (command.isEmpty() && unit.isEmpty()) {
      throw new IllegalArgumentException("a rule for holders names a command, a unit, or both");
    }
  }
}
