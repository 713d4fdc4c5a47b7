package org.dubnium.daemon.domain.audit;

/**
 * What a verification of the audit log found.
 *
 * @param entries how many were read
 * @param firstBrokenLine of {@code file}, counted from 1; 0 if the chain holds
 * @param first number of the first entry that is there; 0 if there is none
 * @param last number of the last entry that was read; 0 if there is none
 * @param hash of that one, 64 digits in lower-case hexadecimal
 */
public record AuditReport(
    boolean ok,
    long entries,
    long firstBrokenLine,
    String file,
    String message,
    long first,
    long last,
    String hash) {}
