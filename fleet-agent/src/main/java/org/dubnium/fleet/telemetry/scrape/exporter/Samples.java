package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;
import org.dubnium.fleet.telemetry.scrape.exposition.SampleSink;

/** The samples of one text whose names some mapper knows, by name. */
public final class Samples implements SampleSink {

  private final Set<String> wanted;
  private final Map<String, List<Sample>> byName = new HashMap<>();

  Samples(Set<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public boolean wants(String name) {
    return wanted.contains(name);
  }

  @Override
  public void take(Sample sample) {
    byName.computeIfAbsent(sample.name(), ignored -> new ArrayList<>()).add(sample);
  }

  boolean hasAny(Set<String> names) {
    return byName.keySet().stream().anyMatch(names::contains);
  }

  /** Those of that name whose value is a number. */
  List<Sample> of(String name) {
    return byName.getOrDefault(name, List.of()).stream()
        .filter(sample -> Double.isFinite(sample.value()))
        .toList();
  }

  /** The values of that name added up; empty for none. */
  OptionalDouble sum(String name) {
    List<Sample> samples = of(name);
    return samples.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(values(samples).sum());
  }

  /** The mean of the values of that name; empty for none. */
  OptionalDouble mean(String name) {
    return values(of(name)).average();
  }

  private static DoubleStream values(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::value);
  }
}
