package org.dubnium.fleet.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.telemetry.scrape.SourceTally;

/**
 * What is known of this service itself.
 *
 * @param host how this host is called among the nodes; empty if its mode controller is not asked
 * @param sources how the readings of each source went
 * @param stores bytes on disk of each store, by its name
 */
public record AgentInfo(
    String version,
    Optional<NodeId> host,
    Supplier<List<SourceTally>> sources,
    Supplier<Map<String, Long>> stores) {}
