package org.dubnium.fleet.pod.store;

import java.util.Locale;

/** What people want of a slot that is declared and applied; without a word of theirs, RUNNING. */
public enum SlotWish {
  /** It has a pod, which runs. */
  RUNNING,
  /** If it has a pod, that is stopped; none is created. */
  STOPPED,
  /** It has no pod. */
  DESTROYED;

  /** As kept and shown: {@code stopped}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
