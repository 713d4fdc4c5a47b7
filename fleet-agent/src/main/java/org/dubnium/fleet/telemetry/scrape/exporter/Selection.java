package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;

/**
 * The samples that one mapper knows, of one host.
 *
 * @param host as the samples name it; empty if they do not
 * @param byName all of a name
 */
record Selection(String host, Function<String, List<Sample>> byName) {

  /** Those of that name whose value is a number. */
  List<Sample> of(String name) {
    return byName.apply(name).stream().filter(sample -> Double.isFinite(sample.value())).toList();
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
