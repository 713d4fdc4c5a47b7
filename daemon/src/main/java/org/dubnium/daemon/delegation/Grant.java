package org.dubnium.daemon.delegation;

import java.time.Instant;

/**
 * What a person lets a service do: ask in their name.
 *
 * @param id its name for lists and records; it is no secret and gives nothing
 * @param service the unit
 */
public record Grant(String id, PersonSession person, String service, Instant createdAt) {}
