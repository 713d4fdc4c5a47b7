package org.dubnium.fleet.pod.reconcile;

import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;

/**
 * What applying the declarations would do now.
 *
 * @param fingerprint of all the rest; {@link Reconciler#apply} takes it
 * @param steps by slot
 * @param rateNow what the pods cost per hour
 * @param rateAfter what they would cost per hour
 * @param cap what they may cost per hour
 */
public record PodPlan(
    String fingerprint, List<Step> steps, Usd rateNow, Usd rateAfter, Usd cap) {

  /** What becomes of a slot or pod. */
  public enum Action {
    /** A pod is created. */
    CREATE,
    /** Its pod is terminated, and another created. */
    REPLACE,
    /** Its stopped pod is started. */
    START,
    /** It is as it is declared. */
    KEEP,
    /** A pod that nobody wrote down is taken over. */
    ADOPT,
    /** It stays stopped, as people want. */
    STAY_STOPPED,
    /** Its pod fills no declared slot, and is left as it is: people may destroy it. */
    LEAVE,
    /** It would be created, replaced or started, and cannot be. */
    REFUSE
  }

  /**
   * What becomes of one slot or pod.
   *
   * @param pod that is there
   * @param candidate that would be asked for first
   * @param perHour what it costs afterwards
   * @param reason why; of REFUSE, with what to do
   */
  public record Step(
      SlotId slot,
      Action action,
      Optional<PodName> pod,
      Optional<PodCandidate> candidate,
      Usd perHour,
      String reason) {

    public Usd perDay() {
      return perHour.times(24);
    }
  }

  public PodPlan {
    steps = List.copyOf(steps);
  }

  /** Whether applying it changes nothing that runs. */
  public boolean isEmpty() {
    return steps.stream()
        .noneMatch(
            step ->
                switch (step.action()) {
                  case CREATE, REPLACE, START, REFUSE -> true;
                  case KEEP, ADOPT, STAY_STOPPED, LEAVE -> false;
                });
  }
}
