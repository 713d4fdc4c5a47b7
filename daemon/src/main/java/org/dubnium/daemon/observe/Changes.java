package org.dubnium.daemon.observe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes on that something changed. However many signals arrive, listeners are called once after the
 * last of them; while they are busy, further signals add up to one more call.
 */
final class Changes {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Executor executor;

  /**
   * @param executor runs one task after the other
   */
  Changes(Executor executor) {
    this.executor = executor;
  }

  void add(Runnable listener) {
    listeners.add(listener);
  }

  /** Returns at once. */
  void signal() {
    if (scheduled.compareAndSet(false, true)) {
      executor.execute(this::call);
    }
  }

  private void call() {
    // Before the listeners look: what changes while they do is worth another call.
    scheduled.set(false);
    listeners.forEach(Runnable::run);
  }
}
