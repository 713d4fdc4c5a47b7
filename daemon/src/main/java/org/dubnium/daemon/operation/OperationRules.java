package org.dubnium.daemon.operation;

import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/**
 * In what one kind of operation differs from another. The engine asks this, and carries all of them out
 * in the same way.
 */
public interface OperationRules {

  /**
   * The rules of this operation. A new kind is added here; the compiler asks for it.
   *
   * @param asker in whose name others are told of it
   */
  static OperationRules of(Operation operation, Asker asker, Policy policy) {
    return switch (operation) {
      case Operation.ModeSwitch modeSwitch -> new ModeSwitchRules(modeSwitch, asker, policy);
      case Operation.ModelSwap swap -> new ModelSwapRules(swap, policy);
    };
  }

  /**
   * The plan that leads from the observed state to what is asked for.
   *
   * @return unavailable if what it depends on could not be read
   */
  Reading<TransitionPlan> plan(HostSnapshot seen);

  /** Whether what is asked for holds already, and nothing has to be done. */
  boolean isReached(HostSnapshot seen);

  /** Why the host, after the last step, is not what was asked for; empty if it is. */
  Optional<Reason> shortfall(HostSnapshot now);

  /** Whether the host, after a rollback, is again what it was when the plan was made. */
  boolean isRestored(TransitionPlan plan, HostSnapshot now);
}
