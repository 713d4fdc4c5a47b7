package org.dubnium.daemon.port;

import java.io.IOException;
import java.util.List;
import org.dubnium.daemon.domain.hold.Hold;

/** Remembers holds across the daemon's restarts, and forgets them at a reboot. */
public interface HoldMemory {

  /**
   * What is remembered.
   *
   * @param bus id of the bus on which the owners are known by their names, GetId()
   */
  record Remembered(String bus, List<Hold> holds) {

    public static final Remembered NOTHING = new Remembered("", List.of());

    public Remembered {
      holds = List.copyOf(holds);
    }
  }

  /** NOTHING at the first start in a boot, or if what was remembered cannot be understood. */
  Remembered read();

  void write(Remembered holds) throws IOException;
}
