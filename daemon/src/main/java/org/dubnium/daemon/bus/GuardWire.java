package org.dubnium.daemon.bus;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.dbus.contract.GuardInfo;

/** Verdicts in the form of the contract. */
final class GuardWire {

  private GuardWire() {}

  static List<GuardInfo> guards(List<GuardVerdict> verdicts) {
    return verdicts.stream().map(GuardWire::guard).toList();
  }

  private static GuardInfo guard(GuardVerdict judged) {
    return switch (judged.verdict()) {
      case Verdict.Pass _ -> info(judged, "pass", "", "", List.of(), Map.of());
      case Verdict.Wait wait ->
          info(judged, "wait", wait.code(), wait.message(), wait.evidence(), Map.of());
      case Verdict.Deny deny ->
          info(judged, "deny", deny.code(), deny.message(), deny.evidence(), deny.params());
      case Verdict.Fault fault ->
          info(judged, "error", "guard-error", fault.message(), List.of(), Map.of());
    };
  }

  private static GuardInfo info(
      GuardVerdict judged,
      String verdict,
      String code,
      String message,
      List<String> evidence,
      Map<String, String> params) {
    Map<String, Variant> facts = new LinkedHashMap<>();
    params.forEach((key, value) -> facts.put(key, Variant.of("s", value)));
    return new GuardInfo(
        judged.guard().text(),
        verdict,
        code,
        message,
        judged.guard().bypassable(),
        judged.bypassed(),
        evidence,
        facts);
  }
}
