package org.dubnium.fleet.alert;

import java.util.UUID;
import org.dubnium.fleet.domain.Subject;

/** What can fire once at a time: a rule about a subject. */
public record AlertKey(UUID rule, Subject subject) {}
