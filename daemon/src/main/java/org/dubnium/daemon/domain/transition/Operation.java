package org.dubnium.daemon.domain.transition;

import org.dubnium.daemon.domain.mode.ModeName;

/**
 * What can be asked for, as a value: one record a kind. How it is planned, and what counts as having
 * got there, is said by its {@code operation.OperationRules}; carrying it out is the engine's, and the
 * same for all.
 */
public sealed interface Operation {

  /** The mode that is to hold once it is done. */
  ModeName mode();

  /** In words that follow "for", as the reason why a shutdown is delayed. */
  String words();

  /** Leave the mode that holds, and enter this one. */
  record ModeSwitch(ModeName mode) implements Operation {
    @Override
    public String words() {
      return "switch to " + mode;
    }
  }
}
