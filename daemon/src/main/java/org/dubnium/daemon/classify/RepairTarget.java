package org.dubnium.daemon.classify;

import java.util.List;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;

/**
 * What a contract wants of one unit and what could bring it about without a transition.
 *
 * @param clauses names of the contract's clauses about it
 */
public record RepairTarget(UnitName unit, List<String> clauses, Remedy remedy, State state) {

  /** What would bring it about. */
  public sealed interface Remedy {

    /** What kind of thing it is, lower-case with dashes. */
    String kind();
  }

  /** Start the unit, and all that it pulls in, through one systemd job. */
  public record Start() implements Remedy {
    @Override
    public String kind() {
      return "start-unit";
    }
  }

  /** Set the unit's resource settings until the next boot. */
  public record SetProperties(SliceSettings settings) implements Remedy {
    @Override
    public String kind() {
      return "set-unit-properties";
    }
  }

  /** How the unit stands. */
  public enum State {
    /** As the contract wants it. */
    MET,
    /** At rest, and not as the contract wants it. */
    UNMET,
    /** On its way up or down, or about to be: systemd is at it, a restart that is due included. */
    MOVING,
    /** Nobody can tell. */
    UNKNOWN
  }

  public RepairTarget {
    clauses = List.copyOf(clauses);
  }
}
