package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.DURATION;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.TIME;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * How the model server of this host is.
 *
 * @param model what it serves or loads; empty if none is known
 * @param state {@code off loading ready asleep stalled failed}
 * @param phase how far it is, such as {@code load-weights}; empty while it is off
 * @param done of {@code total}, as the server counts in this phase
 * @param total 0 where the server does not say
 * @param since when it was started; empty while it is off
 * @param phaseSince when the phase began
 * @param typical how long this model usually takes to load on this machine; zero if that is not known
 * @param cause why it failed, as {@code cuda-oom-load}; empty if it did not, or nobody knows
 * @param message the cause in a sentence, with the remedy
 * @param lines the last that the server printed, where the cause is not known
 * @param strays processes of a former server that still hold GPU memory, a sentence each
 */
public record ModelServerInfo(
    String model,
    String state,
    String phase,
    long done,
    long total,
    Optional<Instant> since,
    Optional<Instant> phaseSince,
    Duration typical,
    String cause,
    String message,
    List<String> lines,
    List<String> strays) {
  public static final DictCodec<ModelServerInfo> CODEC =
      DictCodec.of(
          fields ->
              new ModelServerInfo(
                  fields.required("model", TEXT, ModelServerInfo::model),
                  fields.required("state", TEXT, ModelServerInfo::state),
                  fields.required("phase", TEXT, ModelServerInfo::phase),
                  fields.required("done", UINT32, ModelServerInfo::done),
                  fields.required("total", UINT32, ModelServerInfo::total),
                  fields.required("since", TIME.or(Instant.EPOCH), ModelServerInfo::since),
                  fields.required("phase-since", TIME.or(Instant.EPOCH), ModelServerInfo::phaseSince),
                  fields.required("typical", DURATION, ModelServerInfo::typical),
                  fields.required("cause", TEXT, ModelServerInfo::cause),
                  fields.required("message", TEXT, ModelServerInfo::message),
                  fields.required("lines", TEXTS, ModelServerInfo::lines),
                  fields.required("strays", TEXTS, ModelServerInfo::strays)));

  /** No server runs, and none failed. */
  public static final ModelServerInfo OFF =
      new ModelServerInfo(
          "",
          "off",
          "",
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          Duration.ZERO,
          "",
          "",
          List.of(),
          List.of());

  public ModelServerInfo {
    lines = List.copyOf(lines);
    strays = List.copyOf(strays);
  }
}
