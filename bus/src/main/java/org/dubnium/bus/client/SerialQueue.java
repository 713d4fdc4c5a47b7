package org.dubnium.bus.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other, in order, on an executor that several such queues share. */
final class SerialQueue {
  private final Executor executor;
  private final int limit;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;

  SerialQueue(Executor executor, int limit) {
    this.executor = executor;
    this.limit = limit;
  }

  /** Adds a task; returns false, and drops it, if too many wait. */
  boolean add(Runnable task) {
    synchronized (waiting) {
      if (waiting.size() >= limit) {
        return false;
      }
      waiting.add(task);
      if (running) {
        return true;
      }
      running = true;
    }
    executor.execute(this::drain);
    return true;
  }

  private void drain() {
    for (Runnable next = take(); next != null; next = take()) {
      next.run();
    }
  }

  private @Nullable Runnable take() {
    synchronized (waiting) {
      Runnable next = waiting.poll();
      running = next != null;
      return next;
    }
  }
}
