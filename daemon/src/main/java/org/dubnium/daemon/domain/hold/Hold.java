package org.dubnium.daemon.domain.hold;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.daemon.domain.transition.Caller;

/**
 * A client's word that a mode must not, or not at once, be left or entered.
 *
 * @param cookie names it, from 1
 * @param mode empty for every mode
 * @param who name of the program, for people
 * @param why for people
 * @param process what it ends with; empty if it ends with its owner's connection
 */
public record Hold(
    long cookie,
    Optional<ModeName> mode,
    Direction direction,
    Kind kind,
    String who,
    String why,
    Caller owner,
    Optional<Tie> process,
    Instant since) {

  /** Holds that an older daemon remembered may have words of any kind. */
  public Hold {
    who = Brief.line(who);
    why = Brief.line(why);
  }

  /**
   * One process and no other.
   *
   * @param startTicks start time in clock ticks since boot
   */
  public record Tie(int pid, long startTicks) {}

  /** Which moves it concerns. */
  public enum Direction {
    ENTER,
    LEAVE,
    ANY;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What it does to them. */
  public enum Kind {
    /** It forbids them. */
    BLOCK,
    /** It has them wait, for a while. */
    DELAY;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a move that leaves and enters these modes is held by it. */
  public boolean concerns(Set<ModeName> left, Set<ModeName> entered) {
    return switch (direction) {
      case LEAVE -> names(left);
      case ENTER -> names(entered);
      case ANY -> names(left) || names(entered);
    };
  }

  private boolean names(Set<ModeName> modes) {
    return mode.isEmpty() ? !modes.isEmpty() : modes.contains(mode.get());
  }

  /** Whose it is and why, for people. */
  public String words() {
    return who + " (hold " + cookie + "): " + why;
  }
}
