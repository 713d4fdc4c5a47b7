package org.dubnium.testbed.runpod.history;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Everything that ever existed, as of one moment. Amounts are USD.
 *
 * @param at the moment
 */
public record History(Instant at, List<PodHistory> pods, List<VolumeHistory> volumes) {

  public History {
    pods = List.copyOf(pods);
    volumes = List.copyOf(volumes);
  }

  /** The same of some pods, without the volumes. */
  public History of(Predicate<PodHistory> which) {
    return new History(at, pods.stream().filter(which).toList(), List.of());
  }

  /** The same without volumes and what others made. */
  public History own() {
    return of(pod -> !pod.foreign());
  }

  /** Those that exist now. */
  public List<PodHistory> existing() {
    return pods.stream().filter(pod -> pod.exists(at)).toList();
  }

  /** The most pods of that name that ever existed at one time, stopped ones included. */
  public int maxConcurrent(String name) {
    List<PodHistory> named = pods.stream().filter(pod -> pod.name().equals(name)).toList();
    return named.stream()
        .map(PodHistory::createdAt)
        .mapToInt(time -> (int) named.stream().filter(pod -> pod.exists(time)).count())
        .max()
        .orElse(0);
  }

  /** {@link #maxConcurrent(String)} of every name. */
  public Map<String, Integer> maxConcurrent() {
    Map<String, Integer> most = new TreeMap<>();
    pods.forEach(pod -> most.computeIfAbsent(pod.name(), this::maxConcurrent));
    return most;
  }

  /** What the pods cost now for computing, in USD per hour. */
  public double costPerHour() {
    return costPerHour(at);
  }

  /** What the pods cost at that time for computing, in USD per hour. */
  public double costPerHour(Instant time) {
    return podSpans().filter(span -> span.contains(time)).mapToDouble(RateSpan::compute).sum();
  }

  /** The most that the pods ever cost at one time for computing, in USD per hour. */
  public double maxCostPerHour() {
    return podSpans().map(RateSpan::from).mapToDouble(this::costPerHour).max().orElse(0);
  }

  /** All that was billed until now: computing, disks and volumes. */
  public double billed() {
    return amount(podSpans(), span -> span.compute() + span.storage())
        + amount(
            volumes.stream().map(VolumeHistory::spans).flatMap(Collection::stream),
            RateSpan::storage);
  }

  /** What was billed until now for computing alone. */
  public double billedCompute() {
    return amount(podSpans(), RateSpan::compute);
  }

  private double amount(Stream<RateSpan> spans, ToDoubleFunction<RateSpan> rate) {
    return spans
        .mapToDouble(span -> rate.applyAsDouble(span) * span.hours(Instant.EPOCH, at))
        .sum();
  }

  private Stream<RateSpan> podSpans() {
    return pods.stream().map(PodHistory::spans).flatMap(Collection::stream);
  }
}
