package org.dubnium.fleet.listen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded number of places that sources share fairly. A source has only so many; where all are
 * taken, the source with the most gives up its oldest for one that has fewer.
 */
public final class Places {

  /** A place that is held. */
  public final class Place {

    private Source source;
    private final Runnable evicted;
    private boolean held = true;

    private Place(Source source, Runnable evicted) {
      this.source = source;
      this.evicted = evicted;
    }

    /** Gives it back; a second time does nothing. */
    public void free() {
      remove(this);
    }
  }

  /** A place, or why there is none. */
  public sealed interface Answer {
    /** There is one. */
    record Taken(Place place) implements Answer {}

    /** The source has as many as one source may have. */
    record TooManyOfSource(int most) implements Answer {}

    /** All are taken, by sources that have no more than this one would have. */
    record Full(int most) implements Answer {}
  }

  private final int most;
  private final int mostOfSource;
  private final Map<Source, Deque<Place>> bySource = new HashMap<>();
  private int taken;

  /**
   * So many places.
   *
   * @param most in all
   * @param mostOfSource for one source
   */
  public Places(int most, int mostOfSource) {
    this.most = most;
    this.mostOfSource = mostOfSource;
  }

  /**
   * Takes a place.
   *
   * @param evicted run when another source needs it; the place is free then
   */
  public Answer take(Source source, Runnable evicted) {
    Optional<Place> loser;
    Place place = new Place(source, evicted);
    synchronized (this) {
      int mine = count(source);
      if (mine >= mostOfSource) {
        return new Answer.TooManyOfSource(mostOfSource);
      }
      loser = taken < most ? Optional.empty() : oldestOfMost(mine + 1);
      if (taken >= most && loser.isEmpty()) {
        return new Answer.Full(most);
      }
      loser.ifPresent(this::remove);
      add(place);
    }
    loser.ifPresent(lost -> lost.evicted.run());
    return new Answer.Taken(place);
  }

  /**
   * Charges a place that is held to somebody else, of whom it was found out that it is theirs.
   *
   * @return whether they may have it; if not it is free
   */
  public synchronized boolean move(Place place, Source source) {
    if (!place.held || place.source.equals(source)) {
      return place.held;
    }
    remove(place);
    if (count(source) >= mostOfSource) {
      return false;
    }
    place.source = source;
    place.held = true;
    add(place);
    return true;
  }

  /** How many are taken. */
  public synchronized int taken() {
    return taken;
  }

  /** How many a source has. */
  public synchronized int count(Source source) {
    Deque<Place> places = bySource.get(source);
    return places == null ? 0 : places.size();
  }

  /** Of the source that has the most, and more than that number. */
  private Optional<Place> oldestOfMost(int number) {
    return bySource.values().stream()
        .filter(places -> places.size() > number)
        .max((one, other) -> Integer.compare(one.size(), other.size()))
        .map(Deque::getFirst);
  }

  private void add(Place place) {
    bySource.computeIfAbsent(place.source, _ -> new ArrayDeque<>()).addLast(place);
    taken++;
  }

  private synchronized void remove(Place place) {
    if (!place.held) {
      return;
    }
    place.held = false;
    Deque<Place> places = bySource.get(place.source);
    if (places != null && places.remove(place)) {
      taken--;
      if (places.isEmpty()) {
        bySource.remove(place.source);
      }
    }
  }
}
