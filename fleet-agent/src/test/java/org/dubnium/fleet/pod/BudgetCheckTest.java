package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.Budget.Reached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BudgetCheckTest {

  private static final Usd CAP = Usd.of(5);
  private static final BudgetDecision ALLOWED = new BudgetDecision.Allowed();

  private static BilledPod pod(String declaration, int index, double rate) {
    return new BilledPod(
        Declarations.name(declaration, index),
        Usd.of(rate),
        Instant.ofEpochSecond(1000 + index),
        true);
  }

  private static Optional<Usd> some(double dollars) {
    return Optional.of(dollars).filter(amount -> amount > 0).map(Usd::of);
  }

  /** With 0 for no limit. */
  private static Budget budget(double hour, double day, double total, Reached reached) {
    return new Budget(some(hour), some(day), some(total), reached);
  }

  private static Spent spent(double today, double total) {
    return new Spent(Usd.of(today), Usd.of(total));
  }

  private static BudgetDecision refused(SpendingLimit limit, String reason) {
    return new BudgetDecision.Refused(limit, reason);
  }

  static List<Arguments> decisions() {
    List<BilledPod> pods = List.of(pod("worker", 0, 1), pod("gone", 0, 3));
    String unknown =
        "cannot pay for a pod of worker: its price is not known (wait until RunPod names one)";
    return List.of(
        arguments(Budget.NONE, some(1), Spent.NOTHING, pods, ALLOWED),
        arguments(
            Budget.NONE,
            some(1.000001),
            Spent.NOTHING,
            pods,
            refused(
                SpendingLimit.FLEET_PER_HOUR,
                "cannot pay $1.00 an hour for a pod of worker: all pods cost $4.00 an hour, it"
                    + " would be $5.00, and \"runpod.maximumPerHour\" is $5.00 (stop or destroy"
                    + " one, or raise it)")),
        arguments(
            Budget.NONE,
            Optional.empty(),
            Spent.NOTHING,
            List.of(),
            refused(SpendingLimit.UNKNOWN_PRICE, unknown)),
        arguments(
            Budget.NONE,
            Optional.of(Usd.ZERO),
            Spent.NOTHING,
            List.of(),
            refused(SpendingLimit.UNKNOWN_PRICE, unknown)),
        arguments(budget(2, 0, 0, Reached.REFUSE), some(1), Spent.NOTHING, pods, ALLOWED),
        arguments(
            budget(1.5, 0, 0, Reached.REFUSE),
            some(0.75),
            Spent.NOTHING,
            pods,
            refused(
                SpendingLimit.PER_HOUR,
                "cannot pay $0.75 an hour for a pod of worker: its pods cost $1.00 an hour, it"
                    + " would be $1.75, and \"pods.worker.budget.perHour\" is $1.50 (stop or"
                    + " destroy one, or raise it)")),
        arguments(budget(0, 20, 0, Reached.REFUSE), some(1), spent(19.99, 500), List.of(), ALLOWED),
        arguments(
            budget(0, 20, 0, Reached.REFUSE),
            some(1),
            spent(20, 500),
            List.of(),
            refused(
                SpendingLimit.PER_DAY,
                "cannot pay for a further pod: pods of worker have cost $20.00 today, and"
                    + " \"pods.worker.budget.perDay\" is $20.00 (raise it, or wait until midnight"
                    + " UTC)")),
        arguments(
            budget(0, 20, 100, Reached.STOP),
            some(1),
            spent(30, 100.5),
            List.of(),
            refused(
                SpendingLimit.TOTAL,
                "cannot pay for a further pod: pods of worker have cost $100.50 in all, and"
                    + " \"pods.worker.budget.total\" is $100.00 (raise it)")));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aPodIsPaidForWithinAllLimits(
      Budget budget,
      Optional<Usd> price,
      Spent spent,
      List<BilledPod> pods,
      BudgetDecision decision) {
    assertEquals(
        decision, BudgetCheck.mayAdd(CAP, Declarations.worker(budget), price, pods, spent));
  }

  static List<Arguments> stops() {
    List<BilledPod> pods =
        List.of(pod("worker", 0, 1), pod("worker", 2, 1), pod("worker", 1, 1), pod("gone", 3, 1));
    BilledPod asked =
        new BilledPod(
            Declarations.name("worker", 9), Usd.of(4), Instant.ofEpochSecond(2000), false);
    return List.of(
        arguments(Budget.NONE, Usd.of(4), spent(1e5, 1e5), pods, List.of()),
        arguments(Budget.NONE, Usd.of(3.5), Spent.NOTHING, pods, List.of("gone-3")),
        arguments(Budget.NONE, Usd.of(2), Spent.NOTHING, pods, List.of("gone-3", "worker-2")),
        arguments(
            Budget.NONE,
            CAP,
            Spent.NOTHING,
            List.of(pods.get(0), pods.get(3), asked),
            List.of("gone-3")),
        arguments(budget(2, 0, 0, Reached.STOP), CAP, Spent.NOTHING, pods, List.of("worker-2")),
        arguments(budget(2, 0, 0, Reached.REFUSE), CAP, Spent.NOTHING, pods, List.of()),
        arguments(
            budget(0, 20, 0, Reached.STOP),
            Usd.of(0.5),
            spent(20, 20),
            pods,
            List.of("worker-0", "worker-2", "worker-1", "gone-3")),
        arguments(budget(0, 20, 30, Reached.STOP), CAP, spent(19, 29), pods, List.of()),
        arguments(budget(0, 20, 0, Reached.REFUSE), CAP, spent(20, 20), pods, List.of()),
        arguments(
            budget(0, 0, 30, Reached.STOP),
            CAP,
            spent(1, 30),
            pods,
            List.of("worker-0", "worker-2", "worker-1")));
  }

  @ParameterizedTest
  @MethodSource("stops")
  void podsAreStoppedWhereALimitSaysSo(
      Budget budget, Usd cap, Spent spent, List<BilledPod> pods, List<String> stopped) {
    assertEquals(
        stopped,
        BudgetCheck.toStop(cap, List.of(Declarations.worker(budget)), Map.of("worker", spent), pods)
            .stream()
            .map(order -> order.pod().slot().toString())
            .toList());
  }

  @Test
  void aStopSaysWhy() {
    List<StopOrder> orders =
        BudgetCheck.toStop(
            Usd.of(1), List.of(), Map.of(), List.of(pod("worker", 0, 0.75), pod("worker", 1, 0.5)));
    assertEquals(
        List.of(
            new StopOrder(
                Declarations.name("worker", 1),
                SpendingLimit.FLEET_PER_HOUR,
                "pods cost $1.25 an hour, more than the $1.00 of \"runpod.maximumPerHour\"")),
        orders);
  }
}
