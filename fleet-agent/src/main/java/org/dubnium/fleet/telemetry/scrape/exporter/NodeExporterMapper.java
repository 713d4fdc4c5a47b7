package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.telemetry.scrape.exposition.Sample;

/**
 * Prometheus' node exporter on Linux: its collectors loadavg, cpu, meminfo and uname. One that fails
 * is told by {@code node_scrape_collector_success}; its metrics are then missing.
 */
final class NodeExporterMapper implements Mapper {

  private static final String LOAD = "node_load1";
  private static final String CPU = "node_cpu_seconds_total";
  private static final String AVAILABLE = "node_memory_MemAvailable_bytes";
  private static final String TOTAL = "node_memory_MemTotal_bytes";
  private static final String UNAME = "node_uname_info";

  private static final String SUCCESS = "node_scrape_collector_success";
  private static final Set<String> COLLECTORS = Set.of("loadavg", "cpu", "meminfo", "uname");

  /** Of the modes in proc_stat(5); while it waits for I/O a CPU is idle too. */
  private static final Set<String> IDLE = Set.of("idle", "iowait");

  @Override
  public Set<String> names() {
    return Set.of(LOAD, CPU, AVAILABLE, TOTAL, UNAME, SUCCESS);
  }

  @Override
  public void map(Selection samples, ReadingDraft draft) {
    draft.put(Metric.NODE_LOAD, samples.sum(LOAD));
    draft.put(Metric.NODE_MEMORY_AVAILABLE, mib(samples.sum(AVAILABLE)));
    draft.put(Metric.NODE_MEMORY_TOTAL, mib(samples.sum(TOTAL)));
    List<Sample> cpu = samples.of(CPU);
    if (!cpu.isEmpty()) {
      draft.put(
          Metric.NODE_CPU_BUSY,
          cpu.stream()
              .filter(sample -> !IDLE.contains(sample.labels().get("mode")))
              .mapToDouble(Sample::value)
              .sum());
    }
    for (Sample sample : samples.of(SUCCESS)) {
      String collector = sample.labels().get("collector");
      if (sample.value() == 0 && COLLECTORS.contains(collector)) {
        draft.trouble("the exporter's collector " + collector + " fails", true);
      }
    }
    samples.of(UNAME).forEach(sample -> draft.hostname(sample.labels().get("nodename")));
  }

  private static OptionalDouble mib(OptionalDouble bytes) {
    return bytes.isPresent()
        ? OptionalDouble.of(Unit.mib(bytes.getAsDouble()))
        : OptionalDouble.empty();
  }
}
