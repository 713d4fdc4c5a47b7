package org.dubnium.daemon.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.common.concurrent.DeadlineTimer;

/** Deadlines that pass when a test says so. */
final class ManualTimer implements DeadlineTimer {

  private final List<Runnable> waiting = new ArrayList<>();

  @Override
  public synchronized Runnable after(Duration delay, Runnable task) {
    waiting.add(task);
    return () -> {};
  }

  /** All deadlines that were set so far pass. */
  void fire() {
    List<Runnable> due;
    synchronized (this) {
      due = List.copyOf(waiting);
      waiting.clear();
    }
    due.forEach(Runnable::run);
  }
}
