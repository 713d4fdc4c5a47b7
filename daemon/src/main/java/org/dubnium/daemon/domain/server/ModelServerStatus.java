package org.dubnium.daemon.domain.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.text.Brief;

/**
 * How the model server is.
 *
 * @param model what it serves or loads; empty if that is not known
 * @param invocation of its unit, to which this belongs; empty if there was none
 * @param progress how far its start is, or came
 * @param since when it was started; empty while it is off
 * @param phaseSince when the phase began
 * @param typical how long this model usually takes to load on this machine; zero if that is not known
 * @param failure why it failed the last time, or has no progress now; empty once it has answered since
 * @param attempts how often systemd has started it since somebody asked for that, beyond the first
 * @param strays processes of a former server that still hold GPU memory, a sentence each
 */
public record ModelServerStatus(
    String model,
    String invocation,
    ServerState state,
    LoadProgress progress,
    Optional<Instant> since,
    Optional<Instant> phaseSince,
    Duration typical,
    Optional<ServerFailure> failure,
    Optional<String> stall,
    int attempts,
    List<String> strays) {

  /** Nothing runs, and nothing is known of what ran. */
  public static final ModelServerStatus OFF =
      new ModelServerStatus(
          "",
          "",
          ServerState.OFF,
          LoadProgress.BEGINNING,
          Optional.empty(),
          Optional.empty(),
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          0,
          List.of());

  public ModelServerStatus {
    model = Brief.line(model);
    stall = stall.map(Brief::line);
    strays = Brief.lines(strays);
  }

  /** The phase for programs; empty while the server is off. */
  public String phase() {
    return switch (state) {
      case OFF -> "";
      case LOADING, FAILED -> progress.phase().text();
      case READY, ASLEEP, STALLED -> LoadPhase.READY.text();
    };
  }

  /** The code of the cause; empty if nothing failed. */
  public String cause() {
    return failure.map(failed -> failed.cause().text()).orElse("");
  }

  /** What is wrong, with what to do about it; empty if nothing is. */
  public String message() {
    if (state == ServerState.STALLED) {
      return "the model server makes no progress: " + stall.orElse("no reason is known")
          + "; start it again: systemctl restart vllm";
    }
    String tried = attempts > 0 ? " (started again " + attempts + " times)" : "";
    return failure.map(failed -> failed.message() + tried).orElse("");
  }

  /** The last lines that were printed, where the cause is not known. */
  public List<String> lines() {
    return failure.map(ServerFailure::lines).orElse(List.of());
  }

  public ModelServerStatus withStrays(List<String> found) {
    return new ModelServerStatus(
        model, invocation, state, progress, since, phaseSince, typical, failure, stall, attempts, found);
  }
}
