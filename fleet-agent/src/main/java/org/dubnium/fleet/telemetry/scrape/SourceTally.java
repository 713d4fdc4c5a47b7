package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;
import org.dubnium.fleet.domain.NodeId;

/**
 * How the readings of one source went since it is read.
 *
 * @param source its name, such as an address
 * @param readings those that failed included
 * @param last how long the last one took, until it failed if it did
 */
public record SourceTally(
    NodeId node, String source, long readings, long failures, Duration last) {}
