package org.dubnium.fleet.alert;

import java.util.EnumMap;
import java.util.Map;
import org.dubnium.fleet.domain.Metric;

/** Metrics that follow from others of the same subject, for rules alone. */
final class DerivedMetrics {

  private DerivedMetrics() {}

  /** As many of them as the values suffice for. */
  static Map<Metric, Double> of(Map<Metric, Double> values) {
    Map<Metric, Double> derived = new EnumMap<>(Metric.class);
    Double used = values.get(Metric.GPU_MEMORY_USED);
    Double total = values.get(Metric.GPU_MEMORY_TOTAL);
    if (used != null && total != null && total > 0) {
      derived.put(Metric.GPU_MEMORY_PERCENT, 100 * used / total);
    }
    Double xid = values.get(Metric.GPU_XID);
    if (xid != null) {
      derived.put(Metric.GPU_XID_FATAL, xid);
    }
    Double running = values.get(Metric.VLLM_REQUESTS_RUNNING);
    Double waiting = values.get(Metric.VLLM_REQUESTS_WAITING);
    if (running != null && waiting != null) {
      derived.put(Metric.VLLM_REQUESTS_STUCK, running > 0 ? 0 : waiting);
    }
    return derived;
  }
}
