package org.dubnium.fleet.pod;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the cost of a pod has been reckoned.
 *
 * @param rate per hour, the last that it was billed at
 * @param until when its cost has been reckoned, by this machine's clock then
 * @param startedAt as RunPod said last
 * @param isBilled whether it was billed then
 */
public record CostAccount(
    String podId,
    PodName name,
    Usd rate,
    Instant until,
    Optional<Instant> startedAt,
    boolean isBilled) {}
