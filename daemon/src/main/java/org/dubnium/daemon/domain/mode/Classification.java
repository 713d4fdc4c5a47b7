package org.dubnium.daemon.domain.mode;

import java.util.List;
import java.util.Optional;

/**
 * What an observation says about the current mode.
 *
 * @param mode empty for unknown
 * @param supports evidence for the mode, one line each
 * @param contradicts evidence against it, or against every mode if none holds
 * @param conflicts facts that exclude each other, such as two targets active at once
 * @param degradations clauses that do not hold, or cannot be told, of the mode's contract; of the
 *     contract whose target is active if the mode is unknown
 * @param missing readings without which the mode cannot be told
 */
public record Classification(
    Optional<ModeName> mode,
    Condition condition,
    List<String> supports,
    List<String> contradicts,
    List<String> conflicts,
    List<ClauseFinding> degradations,
    List<String> missing) {

  public Classification {
    supports = List.copyOf(supports);
    contradicts = List.copyOf(contradicts);
    conflicts = List.copyOf(conflicts);
    degradations = List.copyOf(degradations);
    missing = List.copyOf(missing);
  }

  public boolean isSettledIn(ModeName name) {
    return condition == Condition.SETTLED && mode.filter(name::equals).isPresent();
  }

  public Classification withCondition(Condition other) {
    return new Classification(mode, other, supports, contradicts, conflicts, degradations, missing);
  }

  /** The mode's name as files and bus write it: {@code unknown} if there is none. */
  public String modeText() {
    return mode.map(ModeName::value).orElse("unknown");
  }
}
