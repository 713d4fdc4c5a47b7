package org.dubnium.daemon.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.policy.Policy.NoticePolicy;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.step.Cancellation;
import org.dubnium.daemon.engine.step.ChangeSignal;
import org.dubnium.daemon.engine.step.Deadline;
import org.dubnium.daemon.engine.step.StepFailed;
import org.dubnium.daemon.engine.step.WaitListener;
import org.dubnium.daemon.guard.Passage;

/**
 * Has a transition wait, before it acts, for those whom it concerns: the people whose session it
 * ends, for the grace period, and the programs that took a delay hold, until each lets go or their
 * time is over.
 */
final class GracePeriod {

  private final Holds holds;
  private final Supplier<Policy> policy;

  GracePeriod(Holds holds, Supplier<Policy> policy) {
    this.holds = holds;
    this.policy = policy;
  }

  /** How long people are told beforehand; zero if nobody loses a session but the one who asks. */
  Duration grace(Assessment judged, List<Ending> ends, TransitionRequest request) {
    boolean others =
        judged.snapshot().observation().sessions()
                instanceof Reading.Value<List<Session>>(List<Session> sessions)
            && othersLose(sessions, ends, request.caller().uid());
    return others ? policy.get().notice().grace() : Duration.ZERO;
  }

  private static boolean othersLose(List<Session> sessions, List<Ending> ends, long uid) {
    Set<String> ended =
        ends.stream().map(Ending::name).collect(Collectors.toSet());
    return sessions.stream()
        .filter(Session::isUser)
        .anyMatch(session -> ended.contains(session.id()) && session.uid() != uid);
  }

  /**
   * Waits, but not against a block hold that the request may not pass by.
   *
   * @return whether any time went by, or such a hold came: then the host must be judged again
   * @throws StepFailed if the transition was called off meanwhile
   */
  boolean await(
      TransitionRequest request,
      Duration grace,
      Passage passage,
      Cancellation cancellation,
      WaitListener waiting)
      throws StepFailed {
    NoticePolicy notice = policy.get().notice();
    Deadline told = Deadline.in(grace);
    Deadline delayed = Deadline.in(notice.delayMax());
    boolean waited = false;
    while (true) {
      var change = holds.next();
      if (concerned(passage, Hold.Kind.BLOCK).stream()
          .anyMatch(hold -> !request.asker().passes(hold))) {
        return true;
      }
      List<Hold> delaying =
          delayed.isPast() ? List.of() : concerned(passage, Hold.Kind.DELAY);
      if (told.isPast() && delaying.isEmpty()) {
        return waited;
      }
      waiting.on(words(told, delayed, delaying), List.of());
      Deadline next = delaying.isEmpty() ? told : delayed;
      cancellation.await(change, next.leftUpTo(ChangeSignal.RECHECK));
      waited = true;
    }
  }

  private List<Hold> concerned(Passage passage, Hold.Kind kind) {
    return holds.all().stream()
        .filter(hold -> hold.kind() == kind && passage.isConcernOf(hold))
        .toList();
  }

  private static String words(Deadline told, Deadline delayed, List<Hold> delaying) {
    if (delaying.isEmpty()) {
      return "those whose session ends, for " + seconds(told) + " s more";
    }
    return delaying.stream().map(Hold::words).collect(Collectors.joining("; "))
        + ", for "
        + seconds(delayed)
        + " s at most";
  }

  private static long seconds(Deadline deadline) {
    return deadline.left().plusMillis(999).toSeconds();
  }
}
