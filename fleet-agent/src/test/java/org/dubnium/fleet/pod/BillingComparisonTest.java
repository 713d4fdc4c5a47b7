package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.dubnium.fleet.runpod.BillingBucket;
import org.dubnium.fleet.runpod.PodBilling;
import org.dubnium.fleet.runpod.PodBilling.Amounts;
import org.dubnium.fleet.runpod.PodBilling.Entry;
import org.junit.jupiter.api.Test;

class BillingComparisonTest {

  private static final PodName NAME = Declarations.name("worker", 0);
  private static final Usd CENT = Usd.of(0.01);
  private static final LocalDate TODAY = LocalDate.parse("2026-03-15");

  private static final CostHistory HISTORY =
      new CostHistory(
          List.of(cost("p", 12, 9), cost("p", 13, 1), cost("p", 14, 2), cost("p", 15, 5)));

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 3, day);
  }

  private static DayCost cost(String pod, int day, double dollars) {
    return new DayCost(pod, NAME, day(day), new Cost(Usd.of(dollars), Usd.ZERO));
  }

  private static Entry entry(String pod, String start, double gpu, double cpu, double disk) {
    Instant from = Instant.parse(start);
    return new Entry(
        pod, from, from.plusSeconds(3600), new Amounts(gpu + cpu + disk, gpu, cpu, disk));
  }

  private static PodBilling bill(BillingBucket bucket, Entry... entries) {
    return new PodBilling(
        List.of(entries),
        Instant.parse("2026-03-13T00:00:00Z"),
        Instant.parse("2026-03-16T00:00:00Z"),
        bucket,
        new Amounts(0, 0, 0, 0));
  }

  private static BillingDifference difference(
      int day, double reckoned, double billed, double disk) {
    return new BillingDifference(
        "p", NAME, day(day), Usd.of(reckoned), Usd.of(billed), Usd.of(disk));
  }

  @Test
  void hoursOfADayAreAddedAndOthersPodsAreNoneOfOurs() {
    assertEquals(
        List.of(difference(14, 2, 1.5, 0.1)),
        BillingComparison.of(
            HISTORY,
            bill(
                BillingBucket.HOUR,
                entry("p", "2026-03-13T01:00:00Z", 0.6, 0, 0),
                entry("p", "2026-03-13T23:00:00Z", 0.3, 0.095, 0.2),
                entry("p", "2026-03-14T23:00:00Z", 1.5, 0, 0.1),
                entry("foreign", "2026-03-14T23:00:00Z", 7, 0, 0)),
            TODAY,
            CENT));
  }

  @Test
  void whatIsInOneAloneIsADifference() {
    CostHistory history = new CostHistory(List.of(cost("p", 13, 1), cost("p", 12, 1)));
    assertEquals(
        List.of(difference(13, 1, 0, 0), difference(14, 0, 3, 0)),
        BillingComparison.of(
            history,
            bill(BillingBucket.DAY, entry("p", "2026-03-14T00:00:00Z", 3, 0, 0)),
            TODAY,
            CENT));
  }

  @Test
  void aCreditAndWhatIsNoAmountCountAsNothing() {
    assertEquals(
        List.of(difference(13, 1, 0, 0), difference(14, 2, 0, 0)),
        BillingComparison.of(
            HISTORY,
            bill(
                BillingBucket.DAY,
                entry("p", "2026-03-13T00:00:00Z", -4, Double.NaN, 0),
                entry("p", "2026-03-14T00:00:00Z", Double.POSITIVE_INFINITY, 1e300, -1)),
            TODAY,
            CENT));
  }

  @Test
  void aBillByWeeksCannotBeCompared() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BillingComparison.of(HISTORY, bill(BillingBucket.WEEK), TODAY, CENT));
  }
}
