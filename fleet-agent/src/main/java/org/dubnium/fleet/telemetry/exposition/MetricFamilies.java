package org.dubnium.fleet.telemetry.exposition;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.Metric;

/** One family for each metric of {@link Metric}'s table, filled subject by subject. */
final class MetricFamilies {

  private final Map<Metric, Family> families = new EnumMap<>(Metric.class);

  /**
   * Adds what was read of one subject; what is not exposed as it is is left out.
   *
   * @param labels which tell the subject from others
   */
  void add(Map<Metric, Double> values, Map<String, String> labels) {
    values.forEach(
        (metric, value) ->
            metric
                .prometheus()
                .ifPresent(
                    exposed ->
                        families
                            .computeIfAbsent(
                                metric,
                                _ -> new Family(exposed.name(), exposed.type(), exposed.help()))
                            .add(labels, exposed.scale().exposed(value))));
  }

  /** In the order of the table. */
  List<Family> all() {
    return new ArrayList<>(families.values());
  }
}
