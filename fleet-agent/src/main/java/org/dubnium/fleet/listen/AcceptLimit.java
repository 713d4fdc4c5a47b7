package org.dubnium.fleet.listen;

import java.nio.channels.SelectableChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Accepts no connection while a few are being taken in: whether they may stay is decided no more
 * slowly than they come, and what waits does so in the kernel's backlog and not among our descriptors.
 */
final class AcceptLimit implements SelectorManager.AcceptListener {

  private static final int MOST = 4;

  private final Semaphore places = new Semaphore(MOST);
  private final Set<Object> accepting = ConcurrentHashMap.newKeySet();

  /** On the thread that accepts, which waits here. */
  @Override
  public void onAccepting(SelectableChannel channel) {
    try {
      places.acquire();
      accepting.add(channel);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    over(channel);
  }

  /** It was taken in, or refused. */
  void opened(EndPoint endPoint) {
    over(endPoint.getTransport());
  }

  private void over(Object channel) {
    if (accepting.remove(channel)) {
      places.release();
    }
  }
}
