package org.dubnium.fleet.api;

import java.util.Arrays;
import java.util.List;
import org.dubnium.fleet.domain.Metric;

/**
 * The metrics as {@code GET /api/metrics} tells them.
 *
 * @param metrics in their usual order
 */
record MetricDescriptions(List<Description> metrics) {

  /**
   * One metric.
   *
   * @param name as other requests and answers have it
   * @param kind of the subjects that have it
   * @param unit empty for plain numbers
   * @param kept whether it has a past
   * @param forRules whether an alert rule may be about it
   */
  record Description(
      String name, String title, String unit, String kind, boolean kept, boolean forRules) {}

  static MetricDescriptions all() {
    return new MetricDescriptions(
        Arrays.stream(Metric.values())
            .map(
                metric ->
                    new Description(
                        metric.text(),
                        metric.title(),
                        metric.unit(),
                        metric.kind().text(),
                        metric.isKept(),
                        metric.isForRules()))
            .toList());
  }
}
