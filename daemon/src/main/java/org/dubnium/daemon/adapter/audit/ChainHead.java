package org.dubnium.daemon.adapter.audit;

/**
 * The last entry of a chain, to which the next one is tied.
 *
 * @param sequence counts entries from 1; 0 before the first
 * @param hash of that entry, 64 digits in lower-case hexadecimal
 */
record ChainHead(long sequence, String hash) {

  /** Before the first entry. */
  static final ChainHead NONE = new ChainHead(0, "0".repeat(64));
}
