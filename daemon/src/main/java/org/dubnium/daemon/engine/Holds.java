package org.dubnium.daemon.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.engine.step.ChangeSignal;

/** The holds in force. When one ends is for whoever put it here to see. */
public final class Holds {

  private final ConcurrentSkipListMap<Long, Hold> inForce = new ConcurrentSkipListMap<>();
  private final ChangeSignal changes = new ChangeSignal();

  /** In the order of their cookies. */
  public List<Hold> all() {
    return List.copyOf(inForce.values());
  }

  public Optional<Hold> find(long cookie) {
    return Optional.ofNullable(inForce.get(cookie));
  }

  public void add(Hold hold) {
    inForce.put(hold.cookie(), hold);
    changes.announce();
  }

  /** Ends a hold; answers it, or nothing if it had ended already. */
  public Optional<Hold> remove(long cookie) {
    Optional<Hold> ended = Optional.ofNullable(inForce.remove(cookie));
    changes.announce();
    return ended;
  }

  /** Completes when a hold is taken or ends. Take it before reading. */
  CompletableFuture<Void> next() {
    return changes.next();
  }
}
