package org.dubnium.fleet.pod.reconcile;

import org.junit.jupiter.api.Test;

/**
 * Whatever happens: never two pods of a slot, never more than the cap, nothing that is not ours touched,
 * nothing left after all was destroyed, and what is declared runs once the faults cease.
 */
class PodsPropertyTest {

  @Test
  void holdsInEverySchedule() throws Exception {
    PodSchedules.run(
        Integer.getInteger("dubnium.schedules", 300), Long.getLong("dubnium.seed", 1));
  }
}
