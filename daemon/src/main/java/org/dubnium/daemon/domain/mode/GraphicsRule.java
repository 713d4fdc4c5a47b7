package org.dubnium.daemon.domain.mode;

/** What a contract says about graphical sessions. */
public enum GraphicsRule {
  /** A display manager or graphical session must be there. */
  REQUIRED,
  /** No graphical session may be in authority over a seat. */
  ABSENT,
  /** Nothing is said. */
  ANY
}
