package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReloadSignalTest {

  /** From outside, as systemd sends it. */
  @Test
  void theSignalIsTaken() throws Exception {
    Semaphore taken = new Semaphore(0);
    ReloadSignal.follow(taken::release);
    for (int i = 0; i < 2; i++) {
      Process kill =
          new ProcessBuilder("kill", "-HUP", Long.toString(ProcessHandle.current().pid())).start();
      assertTrue(kill.waitFor(20, TimeUnit.SECONDS));
      assertTrue(taken.tryAcquire(20, TimeUnit.SECONDS), "the signal did not come");
    }
  }
}
