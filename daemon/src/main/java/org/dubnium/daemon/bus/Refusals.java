package org.dubnium.daemon.bus;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.bus.BusException;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.RequestOptions;

/** What callers send, checked; and what the engine refuses, as errors of the contract. */
final class Refusals {

  private Refusals() {}

  static BusException of(RequestRefused refused) {
    ModeError error =
        switch (refused.kind()) {
          case UNKNOWN_MODE -> ModeError.UNKNOWN_MODE;
          case BUSY -> ModeError.BUSY;
          case UNEXPECTED_CURRENT -> ModeError.UNEXPECTED_CURRENT;
          case NOT_CANCELLABLE -> ModeError.NOT_CANCELLABLE;
          case AUDIT_UNAVAILABLE -> ModeError.AUDIT_UNAVAILABLE;
        };
    return error.because(refused.getMessage());
  }

  static ModeName mode(String text) throws BusException {
    if (!ModeName.isValid(text)) {
      throw ModeError.UNKNOWN_MODE.because(
          "cannot find that mode: a name has lower-case letters, digits and dashes;"
              + " see the property Modes");
    }
    return new ModeName(text);
  }

  static Optional<ModeName> mode(Optional<String> text) throws BusException {
    return text.isPresent() ? Optional.of(mode(text.get())) : Optional.empty();
  }

  /** What a caller asks for, not yet authorised. */
  static TransitionRequest request(Operation operation, Caller caller, RequestOptions options)
      throws BusException {
    return new TransitionRequest(
        operation,
        caller,
        options.reason().orElse(""),
        bypass(options.bypass()),
        options.timeout(),
        mode(options.expectCurrent()));
  }

  static JobsRequest jobs(RequestOptions options) throws BusException {
    Optional<JobPolicy> policy = options.jobs().flatMap(JobPolicy::parse);
    if (options.jobs().isPresent() && policy.isEmpty()) {
      throw ModeError.INVALID_OPTION.because(
          "cannot use the option jobs: it is wait, requeue or cancel");
    }
    if (options.jobsDeadline().filter(time -> time.compareTo(JobsRequest.LONGEST) > 0).isPresent()) {
      throw ModeError.INVALID_OPTION.because(
          "cannot use the option jobs-deadline: it is "
              + JobsRequest.LONGEST.toDays()
              + " days at most");
    }
    return new JobsRequest(policy, options.jobsDeadline());
  }

  /** Refuses options about a cluster's jobs where no cluster is left. */
  static void requireNoJobs(RequestOptions options) throws BusException {
    if (options.jobs().isPresent() || options.jobsDeadline().isPresent()) {
      throw ModeError.INVALID_OPTION.because(
          "cannot use the options jobs and jobs-deadline: a swap of the model leaves no cluster");
    }
  }

  static Set<GuardName> bypass(List<String> names) throws BusException {
    Set<GuardName> guards = new HashSet<>();
    for (String name : names) {
      GuardName guard =
          GuardName.parse(name)
              .orElseThrow(
                  () ->
                      ModeError.INVALID_OPTION.because(
                          "cannot bypass a guard that does not exist; see EvaluateGuards"));
      if (!guard.bypassable()) {
        throw ModeError.GUARD_NOT_BYPASSABLE.because(
            "cannot bypass " + guard.text() + ": mend what it names instead");
      }
      guards.add(guard);
    }
    return guards;
  }
}
