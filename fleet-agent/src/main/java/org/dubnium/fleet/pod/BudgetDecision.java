package org.dubnium.fleet.pod;

/** Whether a pod may be created or started. */
public sealed interface BudgetDecision {

  /** It may. */
  record Allowed() implements BudgetDecision {}

  /**
   * It may not.
   *
   * @param reason for people: the limit, what is used of it, and what it would come to
   */
  record Refused(SpendingLimit limit, String reason) implements BudgetDecision {}
}
