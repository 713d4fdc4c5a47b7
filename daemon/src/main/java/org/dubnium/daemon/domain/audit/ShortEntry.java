package org.dubnium.daemon.domain.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.TransitionRequest;

/**
 * An entry that is too long for a line, cut down in two degrees. What happened, to what, by whom and
 * how it ended always stays; {@link #CUT} in the details says how many bytes there were.
 */
public final class ShortEntry {

  /** Member of the details of an entry that was cut: its length before, in bytes. */
  public static final String CUT = "cut";

  /** Elements of a list, and members of a map, that stay in the first degree. */
  private static final int KEPT = 8;

  private ShortEntry() {}

  /** The first degree: lists are cut, and of guards nothing but their codes and words stays. */
  public static AuditEntry briefly(AuditEntry entry, long length) {
    Map<String, Object> details = new LinkedHashMap<>();
    entry.details().forEach((name, value) -> details.put(Brief.line(name), brief(value)));
    return with(entry, details, length);
  }

  /** The second degree, which always fits: nothing stays but what the history is read from. */
  public static AuditEntry barely(AuditEntry entry, long length) {
    Map<String, Object> details = new LinkedHashMap<>();
    entry
        .details()
        .forEach(
            (name, value) -> {
              switch (value) {
                case FinishedTransition end -> details.put(Brief.line(name), bare(end));
                case TransitionRequest request -> details.put(Brief.line(name), request);
                default -> {}
              }
            });
    return with(entry, details, length);
  }

  private static AuditEntry with(AuditEntry entry, Map<String, Object> details, long length) {
    details.put(CUT, length);
    return new AuditEntry(
        entry.event(),
        entry.transition(),
        entry.requested().map(Brief::line),
        entry.prior().map(Brief::line),
        entry.last().map(Brief::line),
        entry.success(),
        entry.reason().map(Brief::line),
        entry.caller(),
        details);
  }

  private static Object brief(Object value) {
    return switch (value) {
      case String text -> Brief.line(text);
      case Optional<?> optional when optional.isPresent() -> brief(optional.get());
      case Collection<?> all -> list(all);
      case Map<?, ?> map -> members(map);
      case GuardVerdict judged -> brief(judged);
      case Reason reason -> brief(reason);
      case ClauseFinding finding -> brief(finding);
      case FinishedTransition end -> end.because(brief(end.reason()));
      default -> value;
    };
  }

  private static List<Object> list(Collection<?> all) {
    List<Object> brief = new ArrayList<>();
    all.stream().limit(KEPT).map(ShortEntry::brief).forEach(brief::add);
    if (all.size() > KEPT) {
      brief.add("… and " + (all.size() - KEPT) + " more");
    }
    return brief;
  }

  private static Map<String, Object> members(Map<?, ?> map) {
    Map<String, Object> brief = new LinkedHashMap<>();
    map.entrySet().stream()
        .limit(KEPT)
        .forEach(each -> brief.put(Brief.line(each.getKey().toString()), brief(each.getValue())));
    if (map.size() > KEPT) {
      brief.put("…", map.size() - KEPT);
    }
    return brief;
  }

  private static GuardVerdict brief(GuardVerdict judged) {
    Verdict verdict =
        switch (judged.verdict()) {
          case Verdict.Pass pass -> pass;
          case Verdict.Fault fault -> new Verdict.Fault(Brief.line(fault.message()));
          case Verdict.Wait wait ->
              new Verdict.Wait(
                  wait.code(), Brief.line(wait.message()), List.of(), wait.recheckAfter());
          case Verdict.Deny deny ->
              new Verdict.Deny(deny.code(), Brief.line(deny.message()), List.of(), Map.of());
        };
    return new GuardVerdict(judged.guard(), verdict, judged.bypassed());
  }

  private static Reason brief(Reason reason) {
    return new Reason(
        reason.code(),
        Brief.line(reason.message()),
        reason.step(),
        reason.unit(),
        reason.jobResult(),
        reason.holders().stream().limit(KEPT).toList(),
        reason.clauses().stream().limit(KEPT).map(ShortEntry::brief).toList(),
        reason.guards().stream().map(ShortEntry::brief).toList(),
        reason.cause());
  }

  private static ClauseFinding brief(ClauseFinding finding) {
    return new ClauseFinding(
        finding.clause(), finding.expected(), Brief.line(finding.observed()));
  }

  private static FinishedTransition bare(FinishedTransition end) {
    return end.because(Reason.of(end.reason().code(), Brief.line(end.reason().message())));
  }
}
