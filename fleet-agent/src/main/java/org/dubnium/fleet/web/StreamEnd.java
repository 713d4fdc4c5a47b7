package org.dubnium.fleet.web;

/** Interrupts the thread that writes a stream, once nobody listens to it any more. */
final class StreamEnd {

  private final Thread writer = Thread.currentThread();
  private boolean over;

  /** Nobody listens. */
  synchronized void come() {
    if (!over) {
      writer.interrupt();
    }
  }

  /** The writer has gone on to other things, which nothing is to interrupt. */
  synchronized void over() {
    over = true;
    var _ = Thread.interrupted();
  }
}
