package org.dubnium.daemon.operation;

import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.transition.TransitionPlan;

/** The mode that held when a plan was made. */
final class FormerMode {

  private FormerMode() {}

  /** Whether it holds as well as it did then. Nobody can say so of a mode that was not known. */
  static boolean holds(TransitionPlan plan, Classification shown) {
    return plan.from().isPresent()
        && shown.mode().equals(plan.from())
        && shown.degradations().stream()
            .allMatch(clause -> plan.unmetBefore().contains(clause.clause()));
  }
}
