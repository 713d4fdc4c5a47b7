package org.dubnium.daemon.guard;

import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.hold.Hold;

/** Denies while a block hold concerns a mode that is left or entered. */
final class HoldsGuard implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    Passage passage = Passage.of(input);
    input.holds().stream()
        .filter(hold -> hold.kind() == Hold.Kind.BLOCK)
        .filter(passage::isConcernOf)
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
