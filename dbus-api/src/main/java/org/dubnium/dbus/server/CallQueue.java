package org.dubnium.dbus.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls so that no caller can starve another: each has a queue of its own, of bounded length
 * and size, and only so many of its calls run at once. Calls of one caller start in order. Since a
 * person may have many connections, all of them together are bounded, too; but a small call of a
 * caller who has none going is taken in any case.
 */
final class CallQueue {

  /** What a call occupies beside its bytes, while dbus-java and we hold it. */
  static final int OVERHEAD = 2048;

  /**
   * What one caller, and all together, may have us hold. Sizes are those of messages plus {@link
   * #OVERHEAD} each.
   *
   * @param running calls of one caller that run at once
   * @param waiting calls of one caller that wait
   * @param bytes size of one caller's calls
   * @param totalBytes size of all callers' calls
   * @param small size of a call that a caller without others is always allowed
   */
  record Bounds(int running, int waiting, int bytes, int totalBytes, int small) {
    static final Bounds DEFAULT = new Bounds(4, 32, 128 << 10, 1 << 20, 4 << 10);
  }

  private final Executor executor;
  private final Bounds bounds;
  private final Map<String, Caller> callers = new HashMap<>();
  private int totalBytes;

  CallQueue(Executor executor, Bounds bounds) {
    this.executor = executor;
    this.bounds = bounds;
  }

  private record Task(String sender, int size, Runnable work) {}

  private static final class Caller {
    private final Deque<Task> waiting = new ArrayDeque<>();
    private int running;
    private int bytes;

    boolean isIdle() {
      return running == 0 && waiting.isEmpty();
    }
  }

  /**
   * Takes a call.
   *
   * @param length of its message in bytes
   * @return false if too much is going on already; the call is not taken then
   */
  boolean add(String sender, int length, Runnable work) {
    Task task = new Task(sender, length + OVERHEAD, work);
    Task next;
    synchronized (callers) {
      Caller caller = callers.computeIfAbsent(sender, name -> new Caller());
      if (!hasRoom(caller, task.size())) {
        if (caller.isIdle()) {
          callers.remove(sender);
        }
        return false;
      }
      caller.waiting.add(task);
      caller.bytes += task.size();
      totalBytes += task.size();
      next = start(caller);
    }
    run(next);
    return true;
  }

  private boolean hasRoom(Caller caller, int size) {
    if (caller.isIdle() && size <= bounds.small()) {
      return true;
    }
    return caller.waiting.size() < bounds.waiting()
        && caller.bytes + size <= bounds.bytes()
        && totalBytes + size <= bounds.totalBytes();
  }

  /** The caller's next call, if one more may run. */
  private @Nullable Task start(Caller caller) {
    if (caller.running >= bounds.running()) {
      return null;
    }
    Task next = caller.waiting.poll();
    if (next != null) {
      caller.running++;
    }
    return next;
  }

  private void run(@Nullable Task task) {
    if (task != null) {
      executor.execute(
          () -> {
            try {
              task.work().run();
            } finally {
              finish(task);
            }
          });
    }
  }

  /**
   * Hands the caller's next call to the executor rather than running it here: behind what other
   * callers handed in meanwhile.
   */
  private void finish(Task task) {
    Task next = null;
    synchronized (callers) {
      totalBytes -= task.size();
      Caller caller = callers.get(task.sender());
      if (caller != null) {
        caller.running--;
        caller.bytes -= task.size();
        next = start(caller);
        if (caller.isIdle()) {
          callers.remove(task.sender());
        }
      }
    }
    run(next);
  }
}
