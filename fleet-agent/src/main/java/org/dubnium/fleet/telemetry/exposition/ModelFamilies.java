package org.dubnium.fleet.telemetry.exposition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.fleet.domain.ModelServerState;

/** The model server of this host, as the mode controller tells it. */
public final class ModelFamilies {

  private static final double MILLIS = 1e3;

  private ModelFamilies() {}

  /**
   * Makes them.
   *
   * @param server empty if the mode controller does not tell: then there are none
   */
  public static List<Family> of(Optional<ModelServerInfo> server, Instant now) {
    return server.map(told -> of(told, now)).orElse(List.of());
  }

  private static List<Family> of(ModelServerInfo server, Instant now) {
    Family state =
        Family.gauge("dubnium_model_server_state", "1 for the state of the model server, else 0.");
    for (String known : ModelServerState.ALL) {
      state.add(Map.of("state", known), known.equals(server.state()) ? 1 : 0);
    }
    Family info =
        Family.gauge("dubnium_model_server_info", "The model that is served or loaded; always 1.")
            .add(Map.of("model", server.model(), "phase", server.phase(), "cause", server.cause()), 1);
    Family elapsed =
        Family.gauge("dubnium_model_load_seconds", "How long the model has been loading.");
    Family progress =
        Family.gauge(
            "dubnium_model_load_progress_ratio", "Part of the present phase that is done, 0 to 1.");
    if (server.state().equals("loading")) {
      server.since().ifPresent(since -> elapsed.add(seconds(Duration.between(since, now))));
      if (server.total() > 0) {
        progress.add((double) Math.min(server.done(), server.total()) / server.total());
      }
    }
    Family typical =
        Family.gauge(
            "dubnium_model_load_typical_seconds", "How long this model usually takes to load here.");
    if (server.typical().isPositive()) {
      typical.add(seconds(server.typical()));
    }
    Family strays =
        Family.gauge(
                "dubnium_model_server_strays",
                "Processes of a former model server that still hold GPU memory.")
            .add(server.strays().size());
    return List.of(state, info, elapsed, progress, typical, strays);
  }

  private static double seconds(Duration time) {
    return Math.max(0, time.toMillis()) / MILLIS;
  }
}
