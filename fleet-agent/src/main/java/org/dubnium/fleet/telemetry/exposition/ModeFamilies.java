package org.dubnium.fleet.telemetry.exposition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mode of this host, as the properties of {@code org.dubnium.ModeController} tell it. A transition
 * is a row of {@code LastTransition}; its times are microseconds since the epoch.
 */
public final class ModeFamilies {

  private static final List<String> CONDITIONS =
      List.of("settled", "degraded", "transitioning", "failed-transition", "unknown");
  private static final double MICROS = 1e6;

  private ModeFamilies() {}

  /**
   * Makes them.
   *
   * @param state empty if the mode controller does not answer
   */
  public static List<Family> of(Map<String, Object> state) {
    Family up =
        Family.gauge("dubnium_mode_up", "Whether the mode controller of this host answers.")
            .add(state.isEmpty() ? 0 : 1);
    if (state.isEmpty()) {
      return List.of(up);
    }
    Map<?, ?> last = state.get("LastTransition") instanceof Map<?, ?> map ? map : Map.of();
    return List.of(
        up,
        Family.gauge("dubnium_mode_info", "Mode of this host; always 1.")
            .add(
                Map.of(
                    "mode", text(state, "CurrentMode"),
                    "desired", text(state, "DesiredMode"),
                    "boot", text(state, "BootMode")),
                1),
        condition(text(state, "Condition")),
        Family.gauge(
                "dubnium_mode_degradations", "Clauses of the mode's contract that do not hold.")
            .add(size(state, "Degradations")),
        Family.gauge("dubnium_mode_holds", "Holds in force.").add(size(state, "Holds")),
        Family.gauge("dubnium_transition_running", "Whether a transition is under way.")
            .add(text(state, "ActiveJob").length() > 1 ? 1 : 0),
        lastInfo(last),
        time("dubnium_transition_last_timestamp_seconds", "When the last transition ended.", last),
        duration(last));
  }

  private static Family condition(String now) {
    Family family =
        Family.gauge("dubnium_mode_condition", "1 for how far the mode's contract holds, else 0.");
    for (String condition : CONDITIONS) {
      family.add(Map.of("condition", condition), condition.equals(now) ? 1 : 0);
    }
    return family;
  }

  private static Family lastInfo(Map<?, ?> last) {
    Family info = Family.gauge("dubnium_transition_last_info", "The last transition; always 1.");
    if (!last.isEmpty()) {
      info.add(
          Map.of(
              "from", text(last, "from"),
              "requested", text(last, "requested"),
              "to", text(last, "to"),
              "outcome", text(last, "outcome"),
              "code", text(last, "code")),
          1);
    }
    return info;
  }

  private static Family time(String name, String help, Map<?, ?> last) {
    Family family = Family.gauge(name, help);
    number(last, "finished").ifPresent(micros -> family.add(micros / MICROS));
    return family;
  }

  private static Family duration(Map<?, ?> last) {
    Family family =
        Family.gauge("dubnium_transition_last_duration_seconds", "How long it took.");
    Optional<Double> started = number(last, "started");
    number(last, "finished")
        .ifPresent(
            finished ->
                started.ifPresent(begin -> family.add((finished - begin) / MICROS)));
    return family;
  }

  private static String text(Map<?, ?> of, String key) {
    return of.get(key) instanceof String text ? text : "";
  }

  private static Optional<Double> number(Map<?, ?> of, String key) {
    return of.get(key) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  private static int size(Map<?, ?> of, String key) {
    return of.get(key) instanceof List<?> list ? list.size() : 0;
  }
}
