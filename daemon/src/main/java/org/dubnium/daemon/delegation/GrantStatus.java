package org.dubnium.daemon.delegation;

import java.time.Instant;
import java.util.Optional;

/**
 * How a grant stands.
 *
 * @param lastUsed empty while it is a ticket
 * @param expires when it ends if it is not used before
 */
public record GrantStatus(Grant grant, Optional<Instant> lastUsed, Instant expires) {}
