package org.dubnium.fleet.domain;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;

/**
 * What there is to say of a metric, for {@link Metric}'s table.
 *
 * @param title for people
 * @param unit of its values; empty for plain numbers
 * @param least that can be, as is {@code most}
 * @param prometheus empty for what is not exposed as it is
 * @param severity of an alert about a value; empty where no rule may be about it
 * @param wording of an alert, of its value and what else is known; empty for the usual comparison
 * @param isDerived whether it is judged by rules alone, and not kept
 * @param isEvent whether it tells what happened, rather than how something is
 */
record MetricDescription(
    SubjectKind kind,
    String title,
    String unit,
    double least,
    double most,
    Optional<PrometheusMetric> prometheus,
    Optional<DoubleFunction<Severity>> severity,
    Optional<BiFunction<Double, Optional<String>, String>> wording,
    boolean isDerived,
    boolean isEvent) {

  static MetricDescription gpu(String title, String unit) {
    return of(SubjectKind.GPU, title, unit);
  }

  static MetricDescription node(String title, String unit) {
    return of(SubjectKind.NODE, title, unit);
  }

  static MetricDescription server(String title, String unit) {
    return of(SubjectKind.SERVER, title, unit);
  }

  /** A number of things of a Slurm cluster. */
  static MetricDescription cluster(String title) {
    return of(SubjectKind.CLUSTER, title, "").between(0, 1e9);
  }

  private static MetricDescription of(SubjectKind kind, String title, String unit) {
    return new MetricDescription(
        kind,
        title,
        unit,
        0,
        Double.MAX_VALUE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        false);
  }

  MetricDescription between(double lowest, double highest) {
    return new MetricDescription(
        kind, title, unit, lowest, highest, prometheus, severity, wording, isDerived, isEvent);
  }

  /** A gauge of dcgm-exporter's. */
  MetricDescription dcgm(String field, String help) {
    return exposed("DCGM_FI_DEV_" + field, "gauge", help, PrometheusMetric.Scale.SAME, Map.of());
  }

  /** A counter of dcgm-exporter's. */
  MetricDescription dcgmCounter(String field, String help) {
    return exposed("DCGM_FI_DEV_" + field, "counter", help, PrometheusMetric.Scale.SAME, Map.of());
  }

  MetricDescription gauge(String name, String help) {
    return gauge(name, help, PrometheusMetric.Scale.SAME);
  }

  MetricDescription gauge(String name, String help, PrometheusMetric.Scale scale) {
    return exposed("dubnium_" + name, "gauge", help, scale, Map.of());
  }

  MetricDescription counter(String name, String help) {
    return exposed("dubnium_" + name, "counter", help, PrometheusMetric.Scale.SAME, Map.of());
  }

  /** The sum of those samples of a metric whose label a pattern matches. */
  MetricDescription sumOf(String name, String label, String pattern) {
    return exposed(
        "dubnium_slurm_" + name, "gauge", "", PrometheusMetric.Scale.SAME, Map.of(label, pattern));
  }

  private MetricDescription exposed(
      String name,
      String type,
      String help,
      PrometheusMetric.Scale scale,
      Map<String, String> parts) {
    return new MetricDescription(
        kind,
        title,
        unit,
        least,
        most,
        Optional.of(new PrometheusMetric(name, type, help, scale, parts)),
        severity,
        wording,
        isDerived,
        isEvent);
  }

  /** Rules may be about it. */
  MetricDescription alerts(Severity always) {
    return alerts(_ -> always);
  }

  /** Rules may be about it; how grave that is follows from the value. */
  MetricDescription alerts(DoubleFunction<Severity> grave) {
    return new MetricDescription(
        kind,
        title,
        unit,
        least,
        most,
        prometheus,
        Optional.of(grave),
        wording,
        isDerived,
        isEvent);
  }

  MetricDescription worded(String words) {
    return worded((_, _) -> words);
  }

  MetricDescription worded(BiFunction<Double, Optional<String>, String> words) {
    return new MetricDescription(
        kind,
        title,
        unit,
        least,
        most,
        prometheus,
        severity,
        Optional.of(words),
        isDerived,
        isEvent);
  }

  MetricDescription derived() {
    return new MetricDescription(
        kind, title, unit, least, most, prometheus, severity, wording, true, isEvent);
  }

  MetricDescription event() {
    return new MetricDescription(
        kind, title, unit, least, most, prometheus, severity, wording, isDerived, true);
  }
}
