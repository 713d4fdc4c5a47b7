package org.dubnium.fleet.alert;

import java.time.Instant;
import java.util.UUID;

/** A rule with its id, and when it was made and last changed. */
public record AlertRule(UUID id, RuleSpec spec, Instant createdAt, Instant updatedAt) {}
