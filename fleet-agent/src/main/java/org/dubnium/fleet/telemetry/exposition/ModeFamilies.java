package org.dubnium.fleet.telemetry.exposition;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.TransitionInfo;

/** The mode of this host, as the mode controller tells it. */
public final class ModeFamilies {

  private static final List<String> CONDITIONS =
      List.of("settled", "degraded", "transitioning", "failed-transition", "unknown");
  private static final double MICROS = 1e6;

  private ModeFamilies() {}

  /**
   * Makes them.
   *
   * @param mode empty if the mode controller does not answer
   */
  public static List<Family> of(Optional<ModeControllerProperties> mode) {
    Family up =
        Family.gauge("dubnium_mode_up", "Whether the mode controller of this host answers.")
            .add(mode.isPresent() ? 1 : 0);
    return mode.map(state -> of(up, state)).orElse(List.of(up));
  }

  private static List<Family> of(Family up, ModeControllerProperties state) {
    return List.of(
        up,
        Family.gauge("dubnium_mode_info", "Mode of this host; always 1.")
            .add(
                Map.of(
                    "mode", state.currentMode(),
                    "desired", state.desiredMode(),
                    "boot", state.bootMode()),
                1),
        condition(state.condition()),
        Family.gauge(
                "dubnium_mode_degradations", "Clauses of the mode's contract that do not hold.")
            .add(state.degradations().size()),
        Family.gauge("dubnium_mode_holds", "Holds in force.").add(state.holds().size()),
        Family.gauge("dubnium_transition_running", "Whether a transition is under way.")
            .add(state.activeJob().isPresent() ? 1 : 0),
        lastInfo(state.lastTransition()),
        lastTime(state.lastTransition()),
        lastDuration(state.lastTransition()));
  }

  private static Family condition(String now) {
    Family family =
        Family.gauge("dubnium_mode_condition", "1 for how far the mode's contract holds, else 0.");
    for (String condition : CONDITIONS) {
      family.add(Map.of("condition", condition), condition.equals(now) ? 1 : 0);
    }
    return family;
  }

  private static Family lastInfo(Optional<TransitionInfo> last) {
    Family info = Family.gauge("dubnium_transition_last_info", "The last transition; always 1.");
    last.ifPresent(
        transition ->
            info.add(
                Map.of(
                    "from", transition.from(),
                    "requested", transition.requested(),
                    "to", transition.to(),
                    "outcome", transition.outcome(),
                    "code", transition.code()),
                1));
    return info;
  }

  private static Family lastTime(Optional<TransitionInfo> last) {
    Family family =
        Family.gauge(
            "dubnium_transition_last_timestamp_seconds", "When the last transition ended.");
    last.ifPresent(
        transition -> family.add(seconds(Duration.between(Instant.EPOCH, transition.finished()))));
    return family;
  }

  private static Family lastDuration(Optional<TransitionInfo> last) {
    Family family =
        Family.gauge("dubnium_transition_last_duration_seconds", "How long it took.");
    last.ifPresent(
        transition ->
            family.add(seconds(Duration.between(transition.started(), transition.finished()))));
    return family;
  }

  private static double seconds(Duration time) {
    return time.dividedBy(ChronoUnit.MICROS.getDuration()) / MICROS;
  }
}
