package org.dubnium.daemon.domain.audit;

/**
 * What a verification of the audit log found.
 *
 * @param entries how many were read
 * @param firstBrokenLine of {@code file}, counted from 1; 0 if the chain holds
 */
public record AuditReport(
    boolean ok, long entries, long firstBrokenLine, String file, String message) {}
