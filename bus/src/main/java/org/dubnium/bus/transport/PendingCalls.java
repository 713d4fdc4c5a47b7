package org.dubnium.bus.transport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.jspecify.annotations.Nullable;

/** Calls of ours that nobody has answered yet. Once it is closed, every call fails. */
final class PendingCalls {
  private final Map<Long, CompletableFuture<Incoming>> calls = new HashMap<>();
  private @Nullable String closedBecause;

  /** Adds a call; it fails at once if the connection is gone. */
  CompletableFuture<Incoming> add(long serial) {
    CompletableFuture<Incoming> answer = new CompletableFuture<>();
    String reason;
    synchronized (calls) {
      reason = closedBecause;
      if (reason == null) {
        calls.put(serial, answer);
      }
    }
    if (reason != null) {
      answer.completeExceptionally(disconnected(reason));
    }
    return answer;
  }

  /** Forgets a call whose caller has stopped waiting: its answer will be dropped. */
  void forget(long serial) {
    synchronized (calls) {
      calls.keySet().remove(serial);
    }
  }

  /** Removes the call of that serial; null if there is none, such as one that was forgotten. */
  @Nullable CompletableFuture<Incoming> remove(long serial) {
    synchronized (calls) {
      return calls.remove(serial);
    }
  }

  /** Fails all calls, and all later ones. The first reason counts. */
  void close(String reason) {
    List<CompletableFuture<Incoming>> unanswered;
    synchronized (calls) {
      if (closedBecause != null) {
        return;
      }
      closedBecause = reason;
      unanswered = new ArrayList<>(calls.values());
      calls.clear();
    }
    unanswered.forEach(call -> call.completeExceptionally(disconnected(reason)));
  }

  static BusException disconnected(String reason) {
    return StandardError.DISCONNECTED.because("cannot reach the bus: " + reason);
  }
}
