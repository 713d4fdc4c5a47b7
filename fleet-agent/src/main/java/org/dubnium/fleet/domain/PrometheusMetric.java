package org.dubnium.fleet.domain;

import java.util.Map;

/**
 * How a metric is called at {@code /metrics}, and asked for at a Prometheus. What dcgm-exporter tells
 * too has its name, type and unit, so that existing boards find it. Source: {@code
 * etc/default-counters.csv} of dcgm-exporter, those that are commented out included; what is not
 * there, "Field Identifiers" of NVIDIA's DCGM documentation.
 *
 * @param type {@code gauge} or {@code counter}
 * @param scale how the unit that the name says is related to that of the metric
 * @param parts labels, with patterns, of the samples whose sum the metric is; empty for one that has
 *     a sample of its own
 */
public record PrometheusMetric(
    String name, String type, String help, Scale scale, Map<String, String> parts) {

  /** Units that are exposed, of those that are kept. */
  public enum Scale {
    SAME,
    /** Bytes, of MiB. */
    BYTES,
    /** A ratio, of percent. */
    RATIO;

    private static final double MIB = 1 << 20;

    /** A value as it is exposed. */
    public double exposed(double kept) {
      return switch (this) {
        case SAME -> kept;
        case BYTES -> kept * MIB;
        case RATIO -> Decimals.shifted(kept, -2);
      };
    }

    /** A value as it is kept. */
    public double kept(double exposed) {
      return switch (this) {
        case SAME -> exposed;
        case BYTES -> exposed / MIB;
        case RATIO -> Decimals.shifted(exposed, 2);
      };
    }
  }

  public PrometheusMetric {
    parts = Map.copyOf(parts);
  }
}
