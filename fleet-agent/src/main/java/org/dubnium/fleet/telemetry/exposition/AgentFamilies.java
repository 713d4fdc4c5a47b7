package org.dubnium.fleet.telemetry.exposition;

import java.util.List;
import java.util.Map;
import org.dubnium.fleet.telemetry.scrape.SourceTally;

/** How this service itself is. */
public final class AgentFamilies {

  private AgentFamilies() {}

  /**
   * Makes them.
   *
   * @param stores bytes of each store by its name
   */
  public static List<Family> of(
      String version, List<SourceTally> sources, Map<String, Long> stores) {
    Family took = Family.gauge("dubnium_scrape_duration_seconds", "How long the last reading took.");
    Family readings = Family.counter("dubnium_scrapes_total", "Readings of a source.");
    Family failures =
        Family.counter("dubnium_scrape_failures_total", "Readings of a source that failed.");
    for (SourceTally source : sources) {
      Map<String, String> labels =
          Map.of("node", source.node().value(), "source", source.source());
      took.add(labels, source.last().toNanos() / 1e9);
      readings.add(labels, (double) source.readings());
      failures.add(labels, (double) source.failures());
    }
    Family sizes = Family.gauge("dubnium_store_size_bytes", "Size of a store on disk.");
    stores.forEach((name, bytes) -> sizes.add(Map.of("store", name), (double) bytes));
    return List.of(
        Family.gauge("dubnium_fleet_agent_build_info", "Versions; always 1.")
            .add(
                Map.of("version", version, "java", Runtime.version().toString()), 1),
        took,
        readings,
        failures,
        sizes);
  }
}
