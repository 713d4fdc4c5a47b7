package org.dubnium.daemon.engine;

import java.util.List;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.guard.Losses;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that a plan which is about to run does no more than its request was allowed. One that does is
 * authorised again; if it is not, it does not run.
 */
final class GrantCheck {

  private static final Logger LOG = LoggerFactory.getLogger(GrantCheck.class);

  /** Most things that are named; the rest is counted. */
  private static final int MOST_NAMED = 8;

  private final TransitionJob job;
  private final Reauthorisation again;

  GrantCheck(TransitionJob job, Reauthorisation again) {
    this.job = job;
    this.again = again;
  }

  /** Why the plan may not run; NONE if it may. What it may do beyond the grant is granted then. */
  Reason objection(Assessment judged) {
    return switch (judged.losses()) {
      case Reading.Unavailable<Losses>(String why) ->
          Reason.of(
              ReasonCode.OBSERVATION_UNAVAILABLE, "cannot tell what the switch would end: " + why);
      case Reading.Value<Losses>(Losses losses) -> objection(judged, losses);
    };
  }

  private Reason objection(Assessment judged, Losses losses) {
    Grant grant = job.request().grant();
    List<String> more = losses.beyond(grant);
    if (more.isEmpty()) {
      return Reason.NONE;
    }
    if (!again.allows(
        job.request(),
        new Reauthorisation.Need(judged.isDisruptive(), losses.passesJobsBeyond(grant)))) {
      return Reason.of(
          ReasonCode.GRANT_EXCEEDED,
          "cannot go on: it would now also end "
              + named(more)
              + ", which it did not when it was allowed; ask again");
    }
    LOG.info("transition {} may now also end {}: authorised again", job.id(), named(more));
    job.grant(grant.andEndsOf(losses.grant()));
    return Reason.NONE;
  }

  private static String named(List<String> more) {
    String first = String.join(", ", more.subList(0, Math.min(more.size(), MOST_NAMED)));
    return more.size() <= MOST_NAMED
        ? first
        : first + " and " + (more.size() - MOST_NAMED) + " more";
  }
}
