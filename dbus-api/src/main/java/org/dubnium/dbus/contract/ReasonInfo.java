package org.dubnium.dbus.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * Why a job ended as it did, or what it waits for. What does not apply is left out on the bus.
 *
 * @param code for programs
 * @param message for people
 * @param jobResult systemd's
 * @param condition after {@code committed}: {@code settled} or {@code degraded}
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
    Optional<String> condition)
    implements AsDict {

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
        Optional.empty());
  }

  @Override
  public Map<String, Variant> asDict() {
    Dict dict = new Dict().string("code", code).string("message", message);
    putUnlessEmpty(dict, "guards", guards);
    dict.string("step", step).string("unit", unit).string("job-result", jobResult);
    putUnlessEmpty(dict, "holders", holders);
    putUnlessEmpty(dict, "clauses", clauses);
    return dict.string("condition", condition).toMap();
  }

  private static void putUnlessEmpty(Dict dict, String key, List<? extends AsDict> items) {
    if (!items.isEmpty()) {
      dict.dicts(key, AsDict.all(items));
    }
  }
}
