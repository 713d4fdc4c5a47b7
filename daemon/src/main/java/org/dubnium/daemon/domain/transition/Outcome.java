package org.dubnium.daemon.domain.transition;

import java.util.Locale;

/** How a transition ended. */
public enum Outcome {
  /** A fresh observation says that the wanted mode holds. */
  COMMITTED,
  /** It held already; nothing was done. */
  UNCHANGED,
  /** A guard stood against it; nothing was done. */
  BLOCKED,
  /** It failed, and a fresh observation says that the prior contract holds again. */
  ROLLED_BACK,
  /** It failed, and the prior contract does not hold either. */
  STRANDED,
  /** It was called off, and nothing had been done or all of it was undone. */
  CANCELLED;

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
