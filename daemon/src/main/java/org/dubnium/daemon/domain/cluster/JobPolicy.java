package org.dubnium.daemon.domain.cluster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done about jobs that run on a node which leaves its cluster, once their time is over. */
public enum JobPolicy {
  /** They are left alone, and the node stays. */
  WAIT,
  /** They are put back into the queue, to begin again elsewhere. */
  REQUEUE,
  /** They are cancelled. */
  CANCEL;

  /** As configuration, bus and command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<JobPolicy> parse(String text) {
    return Arrays.stream(values()).filter(policy -> policy.text().equals(text)).findFirst();
  }
}
