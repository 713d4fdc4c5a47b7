package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.dicts;

import java.util.List;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * Why a job ended as it did, or what it waits for. What does not apply is left out on the bus.
 *
 * @param code for programs
 * @param message for people
 * @param jobResult systemd's
 * @param condition after {@code committed}: {@code settled} or {@code degraded}
 * @param cause why the model server failed, as {@code cuda-oom-load}, if it did
 */
public record ReasonInfo(
    String code,
    String message,
    List<GuardInfo> guards,
    Optional<String> step,
    Optional<String> unit,
    Optional<String> jobResult,
    List<HolderInfo> holders,
    List<ClauseInfo> clauses,
    Optional<String> condition,
    Optional<String> cause) {
  public static final DictCodec<ReasonInfo> CODEC =
      DictCodec.of(
          fields ->
              new ReasonInfo(
                  fields.required("code", TEXT, ReasonInfo::code),
                  fields.required("message", TEXT, ReasonInfo::message),
                  fields.optionalList("guards", dicts(GuardInfo.CODEC), ReasonInfo::guards),
                  fields.optional("step", TEXT, ReasonInfo::step),
                  fields.optional("unit", TEXT, ReasonInfo::unit),
                  fields.optional("job-result", TEXT, ReasonInfo::jobResult),
                  fields.optionalList("holders", dicts(HolderInfo.CODEC), ReasonInfo::holders),
                  fields.optionalList("clauses", dicts(ClauseInfo.CODEC), ReasonInfo::clauses),
                  fields.optional("condition", TEXT, ReasonInfo::condition),
                  fields.optional("cause", TEXT, ReasonInfo::cause)));

  public ReasonInfo {
    guards = List.copyOf(guards);
    holders = List.copyOf(holders);
    clauses = List.copyOf(clauses);
  }

  /** A reason with nothing but its code. */
  public static ReasonInfo of(String code, String message) {
    return new ReasonInfo(
        code,
        message,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }
}
