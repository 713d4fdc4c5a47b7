package org.dubnium.daemon.domain.server;

/**
 * How far a load is.
 *
 * @param done of {@code total}, in this phase: checkpoint files, graphs; what vLLM counts
 * @param total 0 where vLLM does not count
 */
public record LoadProgress(LoadPhase phase, long done, long total) {

  public static final LoadProgress BEGINNING = at(LoadPhase.START);

  public static LoadProgress at(LoadPhase phase) {
    return new LoadProgress(phase, 0, 0);
  }

  /** Such as "loading weights 3 of 8". */
  public String words() {
    return total > 0 ? phase.words() + " " + done + " of " + total : phase.words();
  }
}
