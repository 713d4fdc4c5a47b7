package org.dubnium.fleet.pod.store;

import java.time.Instant;

/**
 * Something that was done about pods.
 *
 * @param actor who did it: a person, or {@code fleet-agent}
 * @param subject slot, pod or declaration that it was done to; {@code fleet} for all
 * @param action what was done: {@code create}
 * @param outcome what came of it, in a sentence
 */
public record PodEvent(
    Instant at, String actor, String subject, String action, String outcome) {}
