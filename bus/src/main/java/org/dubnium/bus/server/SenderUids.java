package org.dubnium.bus.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The uid behind each unique name. The bus is asked once for each, without blocking; meanwhile the
 * connection's calls wait here, in order, a bounded number of them. A bus never gives a unique name
 * twice, so the answer may be cached.
 */
final class SenderUids {

  /** Connections that are remembered; those that called last. */
  private static final int REMEMBERED = 1024;

  /** Calls that wait for an answer of the bus, of one connection and of all. */
  static final int WAITING = 32;

  static final int ALL_WAITING = 512;

  private final Function<String, CompletableFuture<OptionalLong>> lookup;
  private final Map<String, Long> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Map<String, List<Consumer<OptionalLong>>> asked = new HashMap<>();
  private int waiting;

  /**
   * @param lookup asks the bus for the uid behind a unique name; fails if nobody is there any more
   */
  SenderUids(Function<String, CompletableFuture<OptionalLong>> lookup) {
    this.lookup = lookup;
  }

  /**
   * Calls back with the uid, now or once the bus has answered; with none if the caller is gone. The
   * callback must not block.
   *
   * @return false if too many calls wait for that already; this one is not taken then
   */
  boolean whenKnown(String sender, Consumer<OptionalLong> then) {
    synchronized (known) {
      List<Consumer<OptionalLong>> calls = asked.get(sender);
      if (calls == null) {
        @Nullable Long uid = known.get(sender);
        if (uid != null) {
          then.accept(OptionalLong.of(uid));
          return true;
        }
        calls = new ArrayList<>();
      }
      if (calls.size() >= WAITING || waiting >= ALL_WAITING) {
        return false;
      }
      waiting++;
      calls.add(then);
      if (asked.put(sender, calls) != null) {
        return true;
      }
    }
    var _ =
        lookup
            .apply(sender)
            .whenComplete(
                (uid, failure) -> answered(sender, failure == null ? uid : OptionalLong.empty()));
    return true;
  }

  private void answered(String sender, OptionalLong uid) {
    synchronized (known) {
      List<Consumer<OptionalLong>> calls = asked.remove(sender);
      if (calls == null) {
        return;
      }
      waiting -= calls.size();
      uid.ifPresent(found -> known.put(sender, found));
      // Still locked: a call that comes now must come after these.
      calls.forEach(call -> call.accept(uid));
    }
  }
}
