package org.dubnium.daemon.port;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.BootState;

/** Remembers across the daemon's restarts, and forgets at a reboot. */
public interface BootMemory {

  /** Empty at the first start in a boot, or if what was remembered cannot be understood. */
  Optional<BootState> read();

  void write(BootState state) throws IOException;
}
