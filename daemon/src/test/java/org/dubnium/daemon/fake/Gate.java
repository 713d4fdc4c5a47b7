package org.dubnium.daemon.fake;

import java.util.concurrent.CountDownLatch;

/** Lets a test make a fake hang, see that somebody is caught in it, and let go again. */
public final class Gate {

  private volatile CountDownLatch closed = new CountDownLatch(0);
  private volatile CountDownLatch caught = new CountDownLatch(1);

  /** From now on whoever passes hangs. */
  public void close() {
    caught = new CountDownLatch(1);
    closed = new CountDownLatch(1);
  }

  /** Lets everybody go on. */
  public void open() {
    closed.countDown();
  }

  /** Returns once somebody hangs. */
  public void awaitCaught() throws InterruptedException {
    caught.await();
  }

  /** Deaf to interrupts, as a thread is that hangs in the kernel. */
  void pass() {
    CountDownLatch now = closed;
    boolean interrupted = false;
    while (now.getCount() > 0) {
      caught.countDown();
      try {
        now.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
