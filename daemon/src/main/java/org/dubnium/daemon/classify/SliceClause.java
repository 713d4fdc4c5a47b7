package org.dubnium.daemon.classify;

import java.util.Optional;
import org.dubnium.daemon.classify.Clause.ClauseResult;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.UnitState;

/**
 * One resource setting of a slice. Weights are compared as the kernel applies them, so that a slice
 * without a weight of its own has 100.
 */
record SliceClause(UnitName slice, Key key, String expected) implements Clause {

  /** The settings that a contract may speak of, named as in unit files. */
  enum Key {
    CPU_WEIGHT("CPUWeight"),
    IO_WEIGHT("IOWeight"),
    ALLOWED_CPUS("AllowedCPUs");

    private final String text;

    Key(String text) {
      this.text = text;
    }

    /** The setting's effective value; empty if these settings do not speak of it. */
    Optional<String> of(SliceSettings settings) {
      return switch (this) {
        case CPU_WEIGHT -> Optional.ofNullable(settings.cpuWeight()).map(Key::weight);
        case IO_WEIGHT -> Optional.ofNullable(settings.ioWeight()).map(Key::weight);
        case ALLOWED_CPUS -> Optional.ofNullable(settings.allowedCpus()).map(Key::cpus);
      };
    }

    private static String weight(long weight) {
      return Long.toString(SliceSettings.effective(weight));
    }

    private static String cpus(CpuSet cpus) {
      return cpus.equals(CpuSet.UNRESTRICTED) ? "unrestricted" : cpus.text();
    }
  }

  @Override
  public String name() {
    return "slices:" + about();
  }

  @Override
  public String about() {
    return slice + ":" + key.text;
  }

  @Override
  public String wish() {
    return expected;
  }

  @Override
  public ClauseResult judge(Observation observation) {
    return UnitClauses.judgeUnit(observation, slice, this::judge);
  }

  private ClauseResult judge(UnitState state) {
    return state
        .slice()
        .flatMap(key::of)
        .map(this::compare)
        .orElseGet(
            () -> new ClauseResult.Unknown("systemd did not tell " + key.text + " of " + slice));
  }

  private ClauseResult compare(String observed) {
    String fact = slice + " has " + key.text + " " + observed;
    return observed.equals(expected)
        ? new ClauseResult.Met(fact)
        : new ClauseResult.Unmet(observed, fact);
  }
}
