package org.dubnium.daemon.classify;

import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.policy.Policy;

/** An observation with what it says about the mode. */
public record HostSnapshot(Observation observation, Classification classification) {

  public static HostSnapshot of(Observation observation, Policy policy) {
    return new HostSnapshot(observation, Classifier.classify(observation, policy));
  }

  /** The same, with another classification to be shown. */
  public HostSnapshot shownAs(Classification other) {
    return new HostSnapshot(observation, other);
  }
}
