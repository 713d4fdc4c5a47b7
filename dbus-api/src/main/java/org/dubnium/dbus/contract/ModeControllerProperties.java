package org.dubnium.dbus.contract;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.ObjectPath;

/**
 * The properties of {@code org.dubnium.ModeController} at one moment.
 *
 * @param currentMode {@code unknown} if it cannot be told
 * @param activeJob the running job
 * @param observedAt empty before the first observation
 * @param version of the daemon
 */
public record ModeControllerProperties(
    String currentMode,
    String condition,
    String desiredMode,
    String bootMode,
    List<String> conflicts,
    List<DegradationInfo> degradations,
    List<ModeInfo> modes,
    Optional<ObjectPath> activeJob,
    Optional<TransitionInfo> lastTransition,
    List<HoldInfo> holds,
    Optional<Instant> observedAt,
    String version) {

  public ModeControllerProperties {
    conflicts = List.copyOf(conflicts);
    degradations = List.copyOf(degradations);
    modes = List.copyOf(modes);
    holds = List.copyOf(holds);
  }

  Map<String, Object> byName() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("CurrentMode", currentMode);
    values.put("Condition", condition);
    values.put("DesiredMode", desiredMode);
    values.put("BootMode", bootMode);
    values.put("Conflicts", conflicts);
    values.put("Degradations", AsDict.all(degradations));
    values.put("Modes", AsDict.all(modes));
    values.put("ActiveJob", activeJob.orElse(ObjectPath.ROOT));
    values.put("LastTransition", lastTransition.map(AsDict::asDict).orElse(Map.of()));
    values.put("Holds", AsDict.all(holds));
    values.put("ObservedAt", observedAt.map(Micros::of).orElse(0L));
    values.put("Version", version);
    values.put("ApiVersion", Names.API_VERSION);
    return values;
  }
}
