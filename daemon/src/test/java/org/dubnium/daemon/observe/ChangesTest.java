package org.dubnium.daemon.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Changes changes = new Changes(tasks::add);
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void aBurstOfSignalsIsOneCall() {
    changes.add(calls::incrementAndGet);
    changes.signal();
    changes.signal();
    changes.signal();
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(1, calls.get());
  }

  @Test
  void aSignalThatComesWhileListenersLookIsAnotherCall() {
    changes.add(
        () -> {
          if (calls.incrementAndGet() == 1) {
            changes.signal();
            changes.signal();
          }
        });
    changes.signal();
    tasks.remove().run();
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(2, calls.get());
    assertEquals(0, tasks.size());
  }
}
