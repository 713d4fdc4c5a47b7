package org.dubnium.fleet.alert;

import java.time.Instant;
import java.util.UUID;

/** A rule, and since when it is there. */
public record AlertRule(UUID id, RuleSpec spec, Instant createdAt, Instant updatedAt) {}
