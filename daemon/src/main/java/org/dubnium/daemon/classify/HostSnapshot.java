package org.dubnium.daemon.classify;

import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;

/** An observation with what it says about the mode. */
public record HostSnapshot(Observation observation, Classification classification) {

  public static HostSnapshot of(Observation observation, Policy policy) {
    return new HostSnapshot(observation, Classifier.classify(observation, policy));
  }

  /** The same host, set to serve something else. */
  public HostSnapshot serving(Reading<ServedModel> other) {
    return new HostSnapshot(observation.serving(other), classification);
  }

  /** The same, with another classification to be shown. */
  public HostSnapshot shownAs(Classification other) {
    return new HostSnapshot(observation, other);
  }
}
