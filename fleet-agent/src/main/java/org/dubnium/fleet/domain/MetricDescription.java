package org.dubnium.fleet.domain;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import org.dubnium.fleet.domain.PrometheusMetric.Scale;

/** What there is to say of a metric: built by {@link Metric}'s table, and not changed afterwards. */
final class MetricDescription {

  final SubjectKind kind;

  /** For people. */
  final String title;

  /** Of its values; empty for plain numbers. */
  final String unit;

  /** The range of what can be. */
  double least;

  double most = Double.MAX_VALUE;

  /** Empty for what is not exposed as it is. */
  Optional<PrometheusMetric> prometheus = Optional.empty();

  /** Of an alert about a value; empty where no alert is about it. */
  Optional<DoubleFunction<Severity>> severity = Optional.empty();

  /** Of an alert, from its value and what else is known; empty for the usual comparison. */
  Optional<BiFunction<Double, Optional<String>, String>> wording = Optional.empty();

  /** The MIG instances of a GPU have each their own part of it. */
  boolean additive;

  /** It is judged by rules alone, and not kept. */
  boolean derived;

  /** It tells what happened, rather than how something is. */
  boolean event;

  private MetricDescription(SubjectKind kind, String title, String unit) {
    this.kind = kind;
    this.title = title;
    this.unit = unit;
  }

  static MetricDescription gpu(String title, String unit) {
    return new MetricDescription(SubjectKind.GPU, title, unit);
  }

  static MetricDescription node(String title, String unit) {
    return new MetricDescription(SubjectKind.NODE, title, unit);
  }

  static MetricDescription server(String title, String unit) {
    return new MetricDescription(SubjectKind.SERVER, title, unit);
  }

  /** A number of things of a Slurm cluster. */
  static MetricDescription cluster(String title) {
    return new MetricDescription(SubjectKind.CLUSTER, title, "").between(0, 1e9);
  }

  static MetricDescription pod(String title, String unit) {
    return new MetricDescription(SubjectKind.POD, title, unit);
  }

  MetricDescription between(double lowest, double highest) {
    least = lowest;
    most = highest;
    return this;
  }

  /** A gauge of dcgm-exporter's. */
  MetricDescription dcgm(String field, String help) {
    return exposed("DCGM_FI_DEV_" + field, "gauge", help, Scale.SAME, Map.of());
  }

  /** A counter of dcgm-exporter's. */
  MetricDescription dcgmCounter(String field, String help) {
    return exposed("DCGM_FI_DEV_" + field, "counter", help, Scale.SAME, Map.of());
  }

  MetricDescription gauge(String name, String help) {
    return gauge(name, help, Scale.SAME);
  }

  MetricDescription gauge(String name, String help, Scale scale) {
    return exposed("dubnium_" + name, "gauge", help, scale, Map.of());
  }

  MetricDescription counter(String name, String help) {
    return exposed("dubnium_" + name, "counter", help, Scale.SAME, Map.of());
  }

  /** The sum of those samples of one of Slurm's metrics whose label a pattern matches. */
  MetricDescription sumOf(String name, String label, String pattern) {
    return exposed("dubnium_slurm_" + name, "gauge", "", Scale.SAME, Map.of(label, pattern));
  }

  private MetricDescription exposed(
      String name, String type, String help, Scale scale, Map<String, String> parts) {
    prometheus = Optional.of(new PrometheusMetric(name, type, help, scale, parts));
    return this;
  }

  /** Alerts may be about it. */
  MetricDescription alerts(Severity always) {
    return alerts(_ -> always);
  }

  /** Alerts may be about it; how grave one is follows from the value. */
  MetricDescription alerts(DoubleFunction<Severity> grave) {
    severity = Optional.of(grave);
    return this;
  }

  MetricDescription worded(String words) {
    return worded((_, _) -> words);
  }

  MetricDescription worded(BiFunction<Double, Optional<String>, String> words) {
    wording = Optional.of(words);
    return this;
  }

  MetricDescription additive() {
    additive = true;
    return this;
  }

  MetricDescription derived() {
    derived = true;
    return this;
  }

  MetricDescription event() {
    event = true;
    return this;
  }
}
