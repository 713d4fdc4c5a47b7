package org.dubnium.daemon.domain.mode;

import org.dubnium.daemon.domain.text.Brief;

/**
 * One clause of a contract that does not hold, or of which nothing is known.
 *
 * @param clause such as {@code unitsActive:vllm.service}
 * @param expected what the contract says
 * @param observed what was seen, or why nothing was
 */
public record ClauseFinding(String clause, String expected, String observed) {

  public ClauseFinding {
    clause = Brief.line(clause);
    expected = Brief.line(expected);
    observed = Brief.message(observed);
  }
}
