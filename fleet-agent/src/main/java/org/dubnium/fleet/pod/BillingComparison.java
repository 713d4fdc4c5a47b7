package org.dubnium.fleet.pod;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.runpod.BillingBucket;
import org.dubnium.fleet.runpod.PodBilling;

/** Compares what was reckoned with RunPod's billing records, by pod and day. */
public final class BillingComparison {

  private record Key(String podId, LocalDate day) {}

  private record Billed(Usd compute, Usd disk) {

    static final Billed NOTHING = new Billed(Usd.ZERO, Usd.ZERO);

    Billed plus(Billed other) {
      return new Billed(compute.plus(other.compute), disk.plus(other.disk));
    }
  }

  private BillingComparison() {}

  /**
   * The differences, of the days that lie wholly in the bill's time and before the present one:
   * RunPod's records of that are not complete. Pods that are not in the history are others'.
   *
   * @param bill in buckets of hours or days
   * @param today UTC
   * @param tolerance up to which a difference is none
   * @return in the order of days and pods
   */
  public static List<BillingDifference> of(
      CostHistory history, PodBilling bill, LocalDate today, Usd tolerance) {
    if (bill.bucket() != BillingBucket.HOUR && bill.bucket() != BillingBucket.DAY) {
      throw new IllegalArgumentException(
          "cannot compare days with a bill by " + bill.bucket() + " (ask for hours or days)");
    }
    Map<String, PodName> names = new HashMap<>();
    Map<Key, Usd> reckoned = new HashMap<>();
    history
        .days()
        .forEach(
            each -> {
              names.put(each.podId(), each.name());
              reckoned.put(new Key(each.podId(), each.day()), each.cost().amount());
            });
    Map<Key, Billed> billed = billed(bill);
    billed.keySet().forEach(key -> reckoned.putIfAbsent(key, Usd.ZERO));
    List<BillingDifference> differences = new ArrayList<>();
    reckoned.forEach(
        (key, amount) -> {
          PodName name = names.get(key.podId());
          Billed told = billed.getOrDefault(key, Billed.NOTHING);
          if (name != null
              && key.day().isBefore(today)
              && isWithin(bill, key.day())
              && Math.abs(told.compute().micros() - amount.micros()) > tolerance.micros()) {
            differences.add(
                new BillingDifference(
                    key.podId(), name, key.day(), amount, told.compute(), told.disk()));
          }
        });
    differences.sort(
        Comparator.comparing(BillingDifference::day).thenComparing(BillingDifference::podId));
    return differences;
  }

  private static Map<Key, Billed> billed(PodBilling bill) {
    Map<Key, Billed> billed = new HashMap<>();
    for (PodBilling.Entry entry : bill.entries()) {
      billed.merge(
          new Key(entry.podId(), LocalDate.ofInstant(entry.start(), ZoneOffset.UTC)),
          new Billed(
              Usd.ofBill(entry.amounts().gpu()).plus(Usd.ofBill(entry.amounts().cpu())),
              Usd.ofBill(entry.amounts().disk())),
          Billed::plus);
    }
    return billed;
  }

  private static boolean isWithin(PodBilling bill, LocalDate day) {
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return !start.isBefore(bill.start()) && !end.isAfter(bill.end());
  }
}
