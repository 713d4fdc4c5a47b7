package org.dubnium.daemon.domain.model;

/** What is known of the checksums of a bundle's files. */
public enum VerificationState {
  /** All were right when they were last read, and no file has been touched since. */
  VERIFIED,
  /** Files were touched, added or taken away since. */
  CHANGED,
  /** They were never read. */
  NONE,
  /** The record of the verification cannot be read. */
  UNREADABLE
}
