package org.dubnium.daemon.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps repairs and transitions apart: any number of repairs passes while it is open, none while a
 * transition has it closed.
 *
 * <p>A transition does not wait until a repair has done its work, which may be the loading of a model
 * and take longer than all of the transition: it calls it off. What the repair had begun is then
 * observed and planned for like anything else.
 */
final class RepairGate {

  /** Enough to cancel a job of systemd's and to put that on record. */
  private static final Duration LETTING_GO = Duration.ofSeconds(20);

  private record RepairUnderWay(CompletableFuture<Void> calledOff, CompletableFuture<Void> over) {}

  private final Set<RepairUnderWay> underWay = new HashSet<>();
  private boolean closed;

  /** Does the repair, on this thread; false if the gate is closed. */
  boolean pass(Consumer<CompletableFuture<Void>> repair) {
    Optional<RepairUnderWay> mine = enter();
    if (mine.isEmpty()) {
      return false;
    }
    try {
      repair.accept(mine.get().calledOff());
    } finally {
      leave(mine.get());
    }
    return true;
  }

  /** Does, on this thread, what is over at once and need not be called off; false if the gate is closed. */
  <E extends Exception> boolean change(HostChange<E> change) throws E {
    Optional<RepairUnderWay> mine = enter();
    if (mine.isEmpty()) {
      return false;
    }
    try {
      change.run();
    } finally {
      leave(mine.get());
    }
    return true;
  }

  /**
   * Lets no more repairs pass, and calls those off that do.
   *
   * @return false if one does not let go
   */
  boolean close() {
    List<RepairUnderWay> before = shut();
    before.forEach(repair -> repair.calledOff().complete(null));
    return CompletableFuture.allOf(
            before.stream().map(RepairUnderWay::over).toArray(CompletableFuture<?>[]::new))
        .thenApply(gone -> true)
        .completeOnTimeout(false, LETTING_GO.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  synchronized void open() {
    closed = false;
  }

  private synchronized Optional<RepairUnderWay> enter() {
    if (closed) {
      return Optional.empty();
    }
    RepairUnderWay mine = new RepairUnderWay(new CompletableFuture<>(), new CompletableFuture<>());
    underWay.add(mine);
    return Optional.of(mine);
  }

  private synchronized List<RepairUnderWay> shut() {
    closed = true;
    return List.copyOf(underWay);
  }

  private synchronized void leave(RepairUnderWay repair) {
    underWay.remove(repair);
    repair.over().complete(null);
  }
}
