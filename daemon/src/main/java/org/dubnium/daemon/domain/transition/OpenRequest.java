package org.dubnium.daemon.domain.transition;

import java.time.Instant;

/**
 * A request that is on record, and neither a step nor an end of it: the daemon died before it had
 * changed anything.
 *
 * @param at when it was put on record
 */
public record OpenRequest(TransitionId id, TransitionRequest request, Instant at) {}
