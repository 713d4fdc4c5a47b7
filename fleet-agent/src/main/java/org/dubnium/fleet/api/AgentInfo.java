package org.dubnium.fleet.api;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dubnium.fleet.telemetry.scrape.SourceTally;

/**
 * What is known of this service itself.
 *
 * @param host whether the mode controller of this host is asked
 * @param sources how the readings of each source went
 * @param stores bytes on disk of each store, by its name
 */
public record AgentInfo(
    String version,
    boolean host,
    Supplier<List<SourceTally>> sources,
    Supplier<Map<String, Long>> stores) {}
