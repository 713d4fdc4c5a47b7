package org.dubnium.daemon.guard;

import java.util.List;
import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.hold.Hold;

/**
 * Denies while a block hold concerns a mode that is left or entered. Of somebody who may pass by
 * some of them, those are named that they may not; else all.
 */
public final class HoldsGuard implements Guard {

  /** The block holds that concern a mode that is left or entered, in the order of their cookies. */
  public static List<Hold> concerned(GuardInput input) {
    Passage passage = input.passage();
    return input.holds().stream()
        .filter(hold -> hold.kind() == Hold.Kind.BLOCK)
        .filter(passage::isConcernOf)
        .toList();
  }

  /** Whether each of them may be passed by. */
  static boolean allPassed(GuardInput input) {
    return concerned(input).stream().allMatch(input.asker()::passes);
  }

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    boolean passed = allPassed(input);
    concerned(input).stream()
        .filter(hold -> passed || !input.asker().passes(hold))
        .forEach(hold -> deny(hold, objections));
    return objections.verdict();
  }

  private static void deny(Hold hold, Objections objections) {
    objections.deny(
        "held",
        "%s (it ends with %s, or with 'mode release %d')"
            .formatted(
                hold.words(),
                hold.process()
                    .map(process -> "process " + process.pid())
                    .orElse("the program that took it"),
                hold.cookie()),
        Map.of(
            "cookie", Long.toString(hold.cookie()),
            "who", hold.who(),
            "why", hold.why(),
            "uid", Long.toString(hold.owner().uid())));
  }
}
