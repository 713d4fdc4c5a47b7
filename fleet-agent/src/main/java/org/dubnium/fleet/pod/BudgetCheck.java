package org.dubnium.fleet.pod;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.pod.Budget.Reached;
import org.dubnium.fleet.pod.BudgetDecision.Allowed;
import org.dubnium.fleet.pod.BudgetDecision.Refused;

/** Holds what pods cost against what they may cost. */
public final class BudgetCheck {

  private static final Comparator<BilledPod> YOUNGEST_FIRST =
      Comparator.comparing(BilledPod::createdAt)
          .thenComparing(pod -> pod.name().toString())
          .reversed();

  private BudgetCheck() {}

  /**
   * Whether a further pod of a declaration may be created or started.
   *
   * @param cap of the fleet per hour
   * @param price of that pod per hour; empty if nobody knows it
   * @param pods all of ours that run or may come to run, the undeclared ones included
   * @param spent of the declaration
   */
  public static BudgetDecision mayAdd(
      Usd cap,
      PodDeclaration declaration,
      Optional<Usd> price,
      Collection<BilledPod> pods,
      Spent spent) {
    if (price.isEmpty() || price.get().micros() == 0) {
      return new Refused(
          SpendingLimit.UNKNOWN_PRICE,
          "cannot pay for a pod of %s: its price is not known (wait until RunPod names one)"
              .formatted(declaration.name()));
    }
    Usd more = price.get();
    Usd rate = sum(pods);
    if (rate.plus(more).compareTo(cap) > 0) {
      return new Refused(
          SpendingLimit.FLEET_PER_HOUR,
          refusal(declaration, more, "all pods", rate, "\"runpod.maximumPerHour\"", cap));
    }
    Budget budget = declaration.budget();
    Usd own = sum(of(declaration.name(), pods));
    if (budget.perHour().filter(limit -> own.plus(more).compareTo(limit) > 0).isPresent()) {
      return new Refused(
          SpendingLimit.PER_HOUR,
          refusal(
              declaration,
              more,
              "its pods",
              own,
              key(declaration, "perHour"),
              budget.perHour().get()));
    }
    return reached(declaration, spent)
        .<BudgetDecision>map(
            used -> new Refused(used.limit(), "cannot pay for a further pod: " + used.reason()))
        .orElseGet(Allowed::new);
  }

  /**
   * The pods that have to be stopped: all of a declaration whose day or total is used up and whose
   * budget says so; the youngest ones of a declaration or of the fleet whose rates came to more
   * than they may.
   *
   * @param applied the declarations in force
   * @param spent by declaration
   * @param pods as for {@link #mayAdd}
   */
  public static List<StopOrder> toStop(
      Usd cap,
      Collection<PodDeclaration> applied,
      Map<String, Spent> spent,
      Collection<BilledPod> pods) {
    Map<PodName, StopOrder> orders = new LinkedHashMap<>();
    for (PodDeclaration declaration : applied) {
      if (declaration.budget().reached() == Reached.STOP) {
        stopDeclared(
            declaration,
            spent.getOrDefault(declaration.name(), Spent.NOTHING),
            of(declaration.name(), pods),
            orders);
      }
    }
    stopYoungest(pods, cap, SpendingLimit.FLEET_PER_HOUR, "\"runpod.maximumPerHour\"", orders);
    return List.copyOf(orders.values());
  }

  private static void stopDeclared(
      PodDeclaration declaration,
      Spent spent,
      List<BilledPod> pods,
      Map<PodName, StopOrder> orders) {
    Optional<Limit> reached = reached(declaration, spent);
    if (reached.isPresent()) {
      pods.stream()
          .filter(BilledPod::isStoppable)
          .forEach(
              pod ->
                  orders.put(
                      pod.name(),
                      new StopOrder(pod.name(), reached.get().limit(), reached.get().reason())));
    } else {
      declaration
          .budget()
          .perHour()
          .ifPresent(
              limit ->
                  stopYoungest(
                      pods, limit, SpendingLimit.PER_HOUR, key(declaration, "perHour"), orders));
    }
  }

  private static void stopYoungest(
      Collection<BilledPod> pods,
      Usd most,
      SpendingLimit limit,
      String key,
      Map<PodName, StopOrder> orders) {
    Usd rate = sum(pods.stream().filter(pod -> !orders.containsKey(pod.name())).toList());
    List<BilledPod> youngest = new ArrayList<>(pods);
    youngest.sort(YOUNGEST_FIRST);
    for (BilledPod pod : youngest) {
      if (rate.compareTo(most) > 0 && pod.isStoppable() && !orders.containsKey(pod.name())) {
        orders.put(
            pod.name(),
            new StopOrder(
                pod.name(),
                limit,
                "pods cost %s an hour, more than the %s of %s".formatted(rate, most, key)));
        rate = rate.minus(pod.rate());
      }
    }
  }

  /** A limit that is used up. */
  private record Limit(SpendingLimit limit, String reason) {}

  private static Optional<Limit> reached(PodDeclaration declaration, Spent spent) {
    Budget budget = declaration.budget();
    if (budget.total().filter(limit -> spent.total().compareTo(limit) >= 0).isPresent()) {
      return Optional.of(
          new Limit(
              SpendingLimit.TOTAL,
              "pods of %s have cost %s in all, and %s is %s (raise it)"
                  .formatted(
                      declaration.name(),
                      spent.total(),
                      key(declaration, "total"),
                      budget.total().get())));
    }
    if (budget.perDay().filter(limit -> spent.today().compareTo(limit) >= 0).isPresent()) {
      return Optional.of(
          new Limit(
              SpendingLimit.PER_DAY,
              "pods of %s have cost %s today, and %s is %s (raise it, or wait until midnight UTC)"
                  .formatted(
                      declaration.name(),
                      spent.today(),
                      key(declaration, "perDay"),
                      budget.perDay().get())));
    }
    return Optional.empty();
  }

  private static String refusal(
      PodDeclaration declaration, Usd more, String whose, Usd rate, String key, Usd limit) {
    return ("cannot pay %s an hour for a pod of %s: %s cost %s an hour, it would be %s, and %s is"
                + " %s (stop or destroy one, or raise it)")
        .formatted(more, declaration.name(), whose, rate, rate.plus(more), key, limit);
  }

  private static String key(PodDeclaration declaration, String name) {
    return "\"pods.%s.budget.%s\"".formatted(declaration.name(), name);
  }

  private static List<BilledPod> of(String declaration, Collection<BilledPod> pods) {
    return pods.stream()
        .filter(pod -> pod.name().slot().declaration().equals(declaration))
        .toList();
  }

  private static Usd sum(Collection<BilledPod> pods) {
    return pods.stream().map(BilledPod::rate).reduce(Usd.ZERO, Usd::plus);
  }
}
