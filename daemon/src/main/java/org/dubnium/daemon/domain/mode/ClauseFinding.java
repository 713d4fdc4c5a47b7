package org.dubnium.daemon.domain.mode;

/**
 * One clause of a contract that does not hold, or of which nothing is known.
 *
 * @param clause such as {@code unitsActive:vllm.service}
 * @param expected what the contract says
 * @param observed what was seen, or why nothing was
 */
public record ClauseFinding(String clause, String expected, String observed) {}
