package org.dubnium.daemon.domain.transition;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.mode.ModeName;

/**
 * A request for an operation, authorised.
 *
 * @param reason in the caller's words
 * @param bypass guards that the caller may and wants to pass by
 * @param timeout after which the transition is called off
 * @param expectCurrent the mode that must hold for the request to make sense
 * @param grant what it may end, and which holds it may pass by
 */
public record TransitionRequest(
    Operation operation,
    Caller caller,
    String reason,
    Set<GuardName> bypass,
    Optional<Duration> timeout,
    Optional<ModeName> expectCurrent,
    Grant grant) {

  public TransitionRequest {
    bypass = Set.copyOf(bypass);
  }

  /** A request that was allowed to end nothing. */
  public TransitionRequest(
      Operation operation,
      Caller caller,
      String reason,
      Set<GuardName> bypass,
      Optional<Duration> timeout,
      Optional<ModeName> expectCurrent) {
    this(operation, caller, reason, bypass, timeout, expectCurrent, Grant.NOTHING);
  }

  /** The mode that is to hold once it is done. */
  public ModeName mode() {
    return operation.mode();
  }

  public TransitionRequest granted(Grant other) {
    return new TransitionRequest(operation, caller, reason, bypass, timeout, expectCurrent, other);
  }

  public Asker asker() {
    return new Asker(caller.uid(), bypass, Optional.of(grant.holds()));
  }
}
