package org.dubnium.fleet.web;

/** Interrupts the thread that writes a stream when the client is gone, unless it has finished by then. */
final class StreamCancellation {

  private final Thread writer = Thread.currentThread();
  private boolean finished;

  /** The client is gone. */
  synchronized void cancel() {
    if (!finished) {
      writer.interrupt();
    }
  }

  /** The writer has finished: from now on nothing interrupts it, and no interrupt is left. */
  synchronized void finish() {
    finished = true;
    var _ = Thread.interrupted();
  }
}
