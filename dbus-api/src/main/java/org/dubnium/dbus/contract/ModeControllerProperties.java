package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.PATH;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.dictOrEmpty;
import static org.dubnium.bus.codec.FieldType.dicts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.ObjectPath;

/**
 * The properties of {@code org.dubnium.ModeController} at one moment.
 *
 * @param currentMode {@code unknown} if it cannot be told
 * @param activeJob the running job
 * @param observedAt empty before the first observation
 * @param version of the daemon
 * @param apiVersion {@link Names#API_VERSION} of the contract that it was made for
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
    String version,
    long apiVersion) {
  public static final DictCodec<ModeControllerProperties> CODEC =
      DictCodec.of(
          fields ->
              new ModeControllerProperties(
                  fields.required("CurrentMode", TEXT, ModeControllerProperties::currentMode),
                  fields.required("Condition", TEXT, ModeControllerProperties::condition),
                  fields.required("DesiredMode", TEXT, ModeControllerProperties::desiredMode),
                  fields.required("BootMode", TEXT, ModeControllerProperties::bootMode),
                  fields.required("Conflicts", TEXTS, ModeControllerProperties::conflicts),
                  fields.required(
                      "Degradations",
                      dicts(DegradationInfo.CODEC),
                      ModeControllerProperties::degradations),
                  fields.required("Modes", dicts(ModeInfo.CODEC), ModeControllerProperties::modes),
                  fields.required(
                      "ActiveJob", PATH.or(ObjectPath.ROOT), ModeControllerProperties::activeJob),
                  fields.required(
                      "LastTransition",
                      dictOrEmpty(TransitionInfo.CODEC),
                      ModeControllerProperties::lastTransition),
                  fields.required("Holds", dicts(HoldInfo.CODEC), ModeControllerProperties::holds),
                  fields.required(
                      "ObservedAt", TIME.or(Instant.EPOCH), ModeControllerProperties::observedAt),
                  fields.required("Version", TEXT, ModeControllerProperties::version),
                  fields.required("ApiVersion", UINT32, ModeControllerProperties::apiVersion)));

  public ModeControllerProperties {
    conflicts = List.copyOf(conflicts);
    degradations = List.copyOf(degradations);
    modes = List.copyOf(modes);
    holds = List.copyOf(holds);
  }
}
