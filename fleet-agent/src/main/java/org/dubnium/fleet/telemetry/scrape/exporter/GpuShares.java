package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;

/**
 * One value of a GPU of which several are told: one for each of its MIG instances, one for each pod that
 * shares it, or both. What is told of the GPU as a whole counts before any part.
 */
final class GpuShares {

  private GpuShares() {}

  /**
   * The GPU's value; empty if none of the samples is one that can be.
   *
   * @param samples of one metric of one GPU
   */
  static OptionalDouble whole(List<Sample> samples, Unit unit) {
    Map<String, Instance> instances = new HashMap<>();
    for (Sample sample : samples) {
      double value = unit.convert().applyAsDouble(sample.value());
      if (unit.metric().isPossible(value)) {
        instances
            .computeIfAbsent(Names.instance(sample.labels()), none -> new Instance())
            .add(sample, value);
      }
    }
    Instance gpu = instances.get("");
    if (gpu != null) {
      return OptionalDouble.of(gpu.value(unit.metric()));
    }
    List<Double> values =
        instances.values().stream().map(one -> one.value(unit.metric())).toList();
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(unit.metric().isAdditive() ? sum(values) : max(values));
  }

  /** A GPU as a whole, or one MIG instance. */
  private static final class Instance {
    private final List<Double> ofAll = new ArrayList<>();
    private final Map<String, Double> byPod = new HashMap<>();
    private boolean virtual = true;

    void add(Sample sample, double value) {
      String pod = Names.pod(sample.labels());
      if (pod.isEmpty()) {
        ofAll.add(value);
      } else {
        byPod.merge(pod, value, Math::max);
        virtual &= Names.isVirtual(sample.labels());
      }
    }

    /**
     * Each pod that shares a GPU is told with the whole of it, but for virtual GPUs, of which each may
     * have its own memory: where they differ, they are that.
     */
    double value(Metric metric) {
      if (!ofAll.isEmpty()) {
        return max(ofAll);
      }
      boolean differ = byPod.values().stream().distinct().count() > 1;
      return metric == Metric.GPU_MEMORY_USED && virtual && differ
          ? sum(byPod.values())
          : max(byPod.values());
    }
  }

  private static double sum(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static double max(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
