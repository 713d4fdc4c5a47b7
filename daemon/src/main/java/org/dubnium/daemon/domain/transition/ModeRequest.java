package org.dubnium.daemon.domain.transition;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.mode.ModeName;

/**
 * A request for a mode, authorised.
 *
 * @param reason in the caller's words
 * @param bypass guards that the caller may and wants to pass by
 * @param timeout after which the transition is called off
 * @param expectCurrent the mode that must hold for the request to make sense
 */
public record ModeRequest(
    ModeName mode,
    Caller caller,
    String reason,
    Set<GuardName> bypass,
    Optional<Duration> timeout,
    Optional<ModeName> expectCurrent) {

  public ModeRequest {
    bypass = Set.copyOf(bypass);
  }

  public Asker asker() {
    return new Asker(caller.uid(), bypass);
  }
}
