package org.dubnium.fleet.alert;

import java.time.Instant;

/**
 * One attempt to tell a channel something.
 *
 * @param outcome what the other side said, or why it did not; without secrets
 */
public record Attempt(
    String channel, NotificationKind kind, Instant at, boolean delivered, String outcome) {}
