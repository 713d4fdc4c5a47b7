package org.dubnium.daemon.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work that SIGINT or SIGTERM comes upon end in its own words: its thread is interrupted, which ends its reads
 * and writes, and the program waits for it a while.
 */
final class SignalInterrupt {

  /** Longest time that an interrupted write to a slow disk is given. */
  private static final long PATIENCE_SECONDS = 20;

  private SignalInterrupt() {}

  static int during(Callable<Integer> work) throws Exception {
    Thread worker = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              if (ended.getCount() > 0) {
                worker.interrupt();
                await(ended);
              }
            },
            "signal");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.call();
    } finally {
      ended.countDown();
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the disk does not answer, ignoring what was being written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
