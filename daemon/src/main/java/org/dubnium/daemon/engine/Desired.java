package org.dubnium.daemon.engine;

import java.io.IOException;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.port.BootMemory;
import org.dubnium.daemon.port.StatusFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mode that is wanted. It survives the daemon, not the boot, and says nothing about the host. */
final class Desired {

  private static final Logger LOG = LoggerFactory.getLogger(Desired.class);

  private final BootMemory memory;
  private final StatusFiles files;
  private final EngineListener listener;
  private final String bootId;
  private volatile ModeName mode;

  Desired(
      BootMemory memory,
      StatusFiles files,
      EngineListener listener,
      Policy policy,
      String bootId) {
    this.memory = memory;
    this.files = files;
    this.listener = listener;
    this.bootId = bootId;
    this.mode =
        memory
            .read()
            .filter(state -> state.bootId().equals(bootId))
            .map(BootState::desired)
            .filter(known -> policy.contracts().find(known).isPresent())
            .orElse(policy.bootMode());
    files.desired(mode);
  }

  ModeName mode() {
    return mode;
  }

  void set(ModeName wanted) {
    mode = wanted;
    try {
      memory.write(new BootState(bootId, wanted));
    } catch (IOException unwritable) {
      LOG.warn("cannot remember the desired mode across a restart, ignoring", unwritable);
    }
    files.desired(wanted);
    listener.desired(wanted);
  }
}
