package org.dubnium.fleet.notify;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Notifier;
import org.dubnium.fleet.alert.Outbox;

/**
 * Tells every channel what the outbox holds for it, each on a thread of its own, so that one that
 * hangs holds up no other. What was not told when the agent stopped is told when it starts again.
 */
public final class Delivery implements Notifier, AutoCloseable {

  /** A channel, and when it may be used. */
  public record Way(ChannelRoute route, Channel channel) {}

  private final List<ChannelWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Runnable recorded;

  /**
   * Prepares; nothing is sent before {@link #start}.
   *
   * @param recorded run after each attempt is on record, when a channel may have begun or ceased to
   *     fail; returns at once
   */
  public Delivery(
      List<Way> ways, Outbox outbox, RetryPolicy policy, InstantSource clock, Runnable recorded) {
    this.recorded = recorded;
    for (Way way : ways) {
      workers.add(new ChannelWorker(way, outbox, policy, clock, this::tell));
    }
  }

  /** What has become of one channel may be news for the others. */
  private void tell() {
    wake();
    recorded.run();
  }

  /** Begins; to be called once. */
  public synchronized void start() {
    for (ChannelWorker worker : workers) {
      threads.add(Thread.ofVirtual().name("notify " + worker.name()).start(worker));
    }
  }

  @Override
  public void wake() {
    workers.forEach(ChannelWorker::wake);
  }

  /** Stops, breaking off attempts under way; they are made again after the next start. */
  @Override
  public synchronized void close() {
    workers.forEach(ChannelWorker::stop);
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        var _ = thread.join(ChannelWorker.LONGEST_STOP);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
