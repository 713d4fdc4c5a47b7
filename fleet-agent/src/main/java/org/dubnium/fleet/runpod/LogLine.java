package org.dubnium.fleet.runpod;

import java.time.Instant;

/**
 * A line of a pod's log.
 *
 * @param at when it was written
 * @param source {@code container}, or {@code system} for the host's own about the pod
 * @param text whatever was written, control characters included, of a bounded length
 * @param position behind it, from which the log can be read on; empty if it has none
 */
public record LogLine(Instant at, String source, String text, String position) {}
