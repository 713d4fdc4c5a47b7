package org.dubnium.daemon.domain.policy;

import java.time.Duration;

/**
 * How far drift from the desired mode's contract is repaired.
 *
 * @param budget repairs of one unit, within the window or since it was last well, after which
 *     nothing more is tried; 0 if nothing is ever repaired
 * @param window after which a repair of a unit that is well counts no more
 * @param firstDelay how long a unit must have been away from its contract before the first repair
 * @param longestDelay between two repairs of a unit; the delay doubles from one to the next
 */
public record ReconcilePolicy(
    int budget, Duration window, Duration firstDelay, Duration longestDelay) {}
