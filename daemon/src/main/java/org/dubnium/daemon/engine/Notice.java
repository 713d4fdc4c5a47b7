package org.dubnium.daemon.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Ending;

/**
 * What those whom a transition concerns are told before it acts.
 *
 * @param from the mode that holds now; empty if it cannot be told
 * @param ends what people lose by it
 * @param grace how long it will wait for them
 */
public record Notice(
    TransitionJob job,
    Optional<ModeName> from,
    ModeName to,
    List<Ending> ends,
    Duration grace) {

  public Notice {
    ends = List.copyOf(ends);
  }
}
