package org.dubnium.fleet.service;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.pod.CostHistory;
import org.dubnium.fleet.pod.DayCost;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.reconcile.Reconciler;
import org.dubnium.fleet.runpod.BillingBucket;
import org.dubnium.fleet.runpod.BillingQuery;
import org.dubnium.fleet.runpod.PodBilling;
import org.dubnium.fleet.runpod.RunpodApi;
import org.dubnium.fleet.runpod.RunpodException;

/** What the pods have cost: as it was reckoned, beside what RunPod bills. */
public final class PodCosts {

  private final Reconciler reconciler;
  private final RunpodApi runpod;
  private final InstantSource clock;

  public PodCosts(Reconciler reconciler, RunpodApi runpod, InstantSource clock) {
    this.reconciler = reconciler;
    this.runpod = runpod;
    this.clock = clock;
  }

  /**
   * The last days.
   *
   * @param days in order
   * @param pods in order of their names
   */
  public record Statement(Map<LocalDate, Amounts> days, Map<PodName, Amounts> pods) {}

  /**
   * What was reckoned and what was billed for GPUs, CPUs and disks.
   *
   * @param billed empty where RunPod has not told
   */
  public record Amounts(Usd reckoned, Optional<Usd> billed) {

    private Amounts reckoned(Usd more) {
      return new Amounts(reckoned.plus(more), billed);
    }

    private Amounts billed(Usd more) {
      return new Amounts(reckoned, Optional.of(billed.orElse(Usd.ZERO).plus(more)));
    }
  }

  /**
   * The last days, the present one included, which RunPod bills with a delay.
   *
   * @param count from 1
   */
  public Statement last(int count) throws OperationException, InterruptedException {
    LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(count - 1L);
    CostHistory history = reconciler.costs();
    List<DayCost> reckoned =
        history.days().stream().filter(each -> !each.day().isBefore(first)).toList();
    Map<LocalDate, Amounts> days = new TreeMap<>();
    Map<PodName, Amounts> pods = new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    Amounts nothing = new Amounts(Usd.ZERO, Optional.empty());
    for (DayCost each : reckoned) {
      Usd amount = each.cost().amount();
      days.merge(each.day(), nothing.reckoned(amount), (had, _) -> had.reckoned(amount));
      pods.merge(each.name(), nothing.reckoned(amount), (had, _) -> had.reckoned(amount));
    }
    for (PodBilling.Entry entry : reckoned.isEmpty() ? List.<PodBilling.Entry>of() : billed(first)) {
      Usd amount = Usd.ofBill(entry.amounts().total());
      LocalDate day = LocalDate.ofInstant(entry.start(), ZoneOffset.UTC);
      names(history, entry.podId())
          .forEach(
              name -> {
                days.merge(day, nothing.billed(amount), (had, _) -> had.billed(amount));
                pods.merge(name, nothing.billed(amount), (had, _) -> had.billed(amount));
              });
    }
    return new Statement(days, pods);
  }

  private List<PodBilling.Entry> billed(LocalDate first)
      throws OperationException, InterruptedException {
    Instant start = first.atStartOfDay(ZoneOffset.UTC).toInstant();
    try {
      return runpod
          .podBilling(BillingQuery.between(BillingBucket.DAY, start, clock.instant()))
          .entries();
    } catch (RunpodException failed) {
      throw failed.toOperationException();
    }
  }

  /** Ours alone: the account has others' pods, too. */
  private static Stream<PodName> names(CostHistory history, String podId) {
    return history.days().stream()
        .filter(each -> each.podId().equals(podId))
        .map(DayCost::name)
        .limit(1);
  }
}
