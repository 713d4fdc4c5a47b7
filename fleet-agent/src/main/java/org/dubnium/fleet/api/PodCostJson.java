package org.dubnium.fleet.api;

import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.service.PodCosts;
import org.dubnium.fleet.service.PodCosts.Amounts;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/pods/cost}: what was reckoned, and what RunPod bills, in USD. */
record PodCostJson(List<Day> days, List<PodSum> pods) {

  private static final double MICROS = 1e6;

  static PodCostJson of(PodCosts.Statement statement) {
    return new PodCostJson(
        statement.days().entrySet().stream()
            .map(
                day ->
                    new Day(
                        day.getKey().toString(),
                        day.getValue().reckoned().dollars(),
                        billed(day.getValue()),
                        difference(day.getValue())))
            .toList(),
        statement.pods().entrySet().stream()
            .map(
                pod ->
                    new PodSum(
                        pod.getKey().slot().toString(),
                        pod.getKey().toString(),
                        pod.getValue().reckoned().dollars(),
                        billed(pod.getValue()),
                        difference(pod.getValue())))
            .toList());
  }

  private static @Nullable Double billed(Amounts amounts) {
    return amounts.billed().map(Usd::dollars).orElse(null);
  }

  private static @Nullable Double difference(Amounts amounts) {
    Optional<Usd> billed = amounts.billed();
    return billed.isEmpty()
        ? null
        : (billed.get().micros() - amounts.reckoned().micros()) / MICROS;
  }

  /**
   * A day, UTC.
   *
   * @param difference billed less reckoned
   */
  record Day(
      String date, double reckoned, @Nullable Double billed, @Nullable Double difference) {}

  /** A pod in all those days. */
  record PodSum(
      String slot,
      String name,
      double reckoned,
      @Nullable Double billed,
      @Nullable Double difference) {}
}
