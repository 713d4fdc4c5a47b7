package org.dubnium.fleet.listen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded number of permits that those who own connections share fairly. An owner has only so
 * many; where all are taken, the owner with the most gives up its oldest for one that has fewer.
 */
public final class FairPermits {

  /** A permit that somebody has. */
  public final class Permit {

    private ConnectionOwner owner;
    private final Runnable evicted;
    private boolean held = true;

    private Permit(ConnectionOwner owner, Runnable evicted) {
      this.owner = owner;
      this.evicted = evicted;
    }

    /** Gives it back; a second time does nothing. */
    public void release() {
      remove(this);
    }
  }

  /** A permit, or why there is none. */
  public sealed interface Result {
    /** It may go on. */
    record Granted(Permit permit) implements Result {}

    /** The owner has as many as one may have. */
    record TooManyOfOwner(int most) implements Result {}

    /** All are taken, by owners who have no more than this one would have. */
    record Exhausted(int most) implements Result {}
  }

  private final int most;
  private final int mostOfOwner;
  private final Map<ConnectionOwner, Deque<Permit>> byOwner = new HashMap<>();
  private int taken;

  /**
   * So many permits.
   *
   * @param most in all
   * @param mostOfOwner for one owner
   */
  FairPermits(int most, int mostOfOwner) {
    this.most = most;
    this.mostOfOwner = mostOfOwner;
  }

  /**
   * Takes a permit, at once or not at all.
   *
   * @param evicted run when another owner needs it; the permit is released then
   */
  Result acquire(ConnectionOwner owner, Runnable evicted) {
    Optional<Permit> loser;
    Permit permit = new Permit(owner, evicted);
    synchronized (this) {
      int mine = count(owner);
      if (mine >= mostOfOwner) {
        return new Result.TooManyOfOwner(mostOfOwner);
      }
      loser = taken < most ? Optional.empty() : oldestOfMost(mine + 1);
      if (taken >= most && loser.isEmpty()) {
        return new Result.Exhausted(most);
      }
      loser.ifPresent(this::remove);
      add(permit);
    }
    loser.ifPresent(lost -> lost.evicted.run());
    return new Result.Granted(permit);
  }

  /**
   * Charges a permit to somebody else, of whom it was found out that it is theirs.
   *
   * @return whether they may have it; if not it is released
   */
  synchronized boolean transfer(Permit permit, ConnectionOwner owner) {
    if (!permit.held || permit.owner.equals(owner)) {
      return permit.held;
    }
    remove(permit);
    if (count(owner) >= mostOfOwner) {
      return false;
    }
    permit.owner = owner;
    permit.held = true;
    add(permit);
    return true;
  }

  /** How many are taken. */
  synchronized int inUse() {
    return taken;
  }

  /** How many an owner has. */
  synchronized int count(ConnectionOwner owner) {
    Deque<Permit> permits = byOwner.get(owner);
    return permits == null ? 0 : permits.size();
  }

  /** Of the owner that has the most, and more than that number. */
  private Optional<Permit> oldestOfMost(int number) {
    return byOwner.values().stream()
        .filter(permits -> permits.size() > number)
        .max((one, other) -> Integer.compare(one.size(), other.size()))
        .map(Deque::getFirst);
  }

  private void add(Permit permit) {
    byOwner.computeIfAbsent(permit.owner, _ -> new ArrayDeque<>()).addLast(permit);
    taken++;
  }

  private synchronized void remove(Permit permit) {
    if (!permit.held) {
      return;
    }
    permit.held = false;
    Deque<Permit> permits = byOwner.get(permit.owner);
    if (permits != null && permits.remove(permit)) {
      taken--;
      if (permits.isEmpty()) {
        byOwner.remove(permit.owner);
      }
    }
  }
}
