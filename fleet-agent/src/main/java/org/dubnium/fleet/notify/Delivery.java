package org.dubnium.fleet.notify;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Notifier;
import org.dubnium.fleet.alert.store.NotificationQueue;

/**
 * Delivers what is queued for each channel, each on a thread of its own, so that one that hangs holds
 * up no other. What was not delivered when the agent stopped is delivered when it starts again.
 */
public final class Delivery implements Notifier, AutoCloseable {

  /** A channel, and what is routed to it when. */
  public record RoutedChannel(ChannelRoute route, Channel channel) {}

  private final NotificationQueue queue;
  private final RetryPolicy policy;
  private final InstantSource clock;
  private final Consumer<Optional<AlertEvent>> recorded;
  private volatile List<ChannelWorker> workers = List.of();
  private List<Thread> threads = List.of();

  /**
   * Prepares; nothing is sent before {@link #start}.
   *
   * @param recorded told after each attempt is on record, with the alert about a channel that thus
   *     began or ceased to fail; returns at once
   */
  public Delivery(
      NotificationQueue queue,
      RetryPolicy policy,
      InstantSource clock,
      Consumer<Optional<AlertEvent>> recorded) {
    this.queue = queue;
    this.policy = policy;
    this.clock = clock;
    this.recorded = recorded;
  }

  /** An alert about one channel is delivered by the others. */
  private void tell(Optional<AlertEvent> changed) {
    wake();
    recorded.accept(changed);
  }

  /** Begins to deliver by these channels; those that were begun before are stopped first. */
  public synchronized void start(List<RoutedChannel> channels) {
    stop();
    workers =
        channels.stream()
            .map(channel -> new ChannelWorker(channel, queue, policy, clock, this::tell))
            .toList();
    threads =
        workers.stream()
            .map(worker -> Thread.ofVirtual().name("notify " + worker.name()).start(worker))
            .toList();
  }

  @Override
  public void wake() {
    workers.forEach(ChannelWorker::wake);
  }

  /** Stops, aborting attempts under way; they are repeated after the next start. */
  public synchronized void stop() {
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
    workers = List.of();
    threads = List.of();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
