package org.dubnium.dbus.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls so that no caller can starve another: each has a queue of its own, of bounded length
 * and size, and only so many of its calls run at once. Calls of one caller start in order.
 */
final class CallQueue {

  /**
   * What one caller, and all together, may have us hold.
   *
   * @param running calls of one caller that run at once
   * @param waiting calls of one caller that wait
   * @param bytes length of the waiting messages of one caller
   * @param totalBytes length of the waiting messages of all callers
   */
  record Bounds(int running, int waiting, int bytes, int totalBytes) {
    static final Bounds DEFAULT = new Bounds(4, 32, 256 << 10, 4 << 20);
  }

  private final Executor executor;
  private final Bounds bounds;
  private final Map<String, Caller> callers = new HashMap<>();
  private int totalBytes;

  CallQueue(Executor executor, Bounds bounds) {
    this.executor = executor;
    this.bounds = bounds;
  }

  private record Task(int size, Runnable work) {}

  private static final class Caller {
    private final Deque<Task> waiting = new ArrayDeque<>();
    private int running;
    private int bytes;
  }

  /**
   * Takes a call.
   *
   * @param size length of its message in bytes
   * @return false if the caller has too much waiting already; the call is not taken then
   */
  boolean add(String sender, int size, Runnable work) {
    Task next;
    synchronized (callers) {
      Caller caller = callers.computeIfAbsent(sender, name -> new Caller());
      boolean runsNow = caller.running < bounds.running();
      if (!runsNow && isFull(caller, size)) {
        return false;
      }
      caller.waiting.add(new Task(size, work));
      caller.bytes += size;
      totalBytes += size;
      next = start(caller);
    }
    run(sender, next);
    return true;
  }

  private boolean isFull(Caller caller, int size) {
    return caller.waiting.size() >= bounds.waiting()
        || caller.bytes + size > bounds.bytes()
        || totalBytes + size > bounds.totalBytes();
  }

  /** The caller's next call, if one more may run. */
  private @Nullable Task start(Caller caller) {
    if (caller.running >= bounds.running()) {
      return null;
    }
    Task next = caller.waiting.poll();
    if (next != null) {
      caller.running++;
      caller.bytes -= next.size();
      totalBytes -= next.size();
    }
    return next;
  }

  private void run(String sender, @Nullable Task task) {
    if (task != null) {
      executor.execute(
          () -> {
            try {
              task.work().run();
            } finally {
              finish(sender);
            }
          });
    }
  }

  /**
   * Hands the caller's next call to the executor rather than running it here: behind what other
   * callers handed in meanwhile.
   */
  private void finish(String sender) {
    Task next = null;
    synchronized (callers) {
      Caller caller = callers.get(sender);
      if (caller != null) {
        caller.running--;
        next = start(caller);
        if (caller.running == 0) {
          callers.remove(sender);
        }
      }
    }
    run(sender, next);
  }
}
