package org.dubnium.daemon.reconcile;

import java.time.Duration;

/** How long to wait before a repair: twice as long before each as before the last. */
record Backoff(Duration first, Duration longest) {

  /** The wait after so many attempts. */
  Duration after(int attempts) {
    Duration delay = first;
    for (int i = 0; i < attempts && delay.compareTo(longest) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
