package org.dubnium.fleet.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.alert.store.NotificationQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what is queued for one channel, one notification after the other. */
final class ChannelWorker implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelWorker.class);

  /** How long a channel may take to notice that it was interrupted. */
  static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  /** The longest wait at a time, as the clock may be put forward or back meanwhile. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Delivery.RoutedChannel channel;
  private final NotificationQueue queue;
  private final RetryPolicy policy;
  private final InstantSource clock;
  private final Consumer<Optional<AlertEvent>> recorded;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean stopped;

  ChannelWorker(
      Delivery.RoutedChannel channel,
      NotificationQueue queue,
      RetryPolicy policy,
      InstantSource clock,
      Consumer<Optional<AlertEvent>> recorded) {
    this.channel = channel;
    this.queue = queue;
    this.policy = policy;
    this.clock = clock;
    this.recorded = recorded;
  }

  String name() {
    return channel.route().name();
  }

  void wake() {
    woken.release();
  }

  void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        rest(step());
      }
    } catch (InterruptedException e) {
      // Only Delivery interrupts, to stop.
      stopped = true;
    }
  }

  /** Sends what is due; returns how long to rest. */
  private Duration step() {
    try {
      Instant now = clock.instant();
      Optional<Instant> quietUntil = channel.route().quiet().end(now);
      if (quietUntil.isPresent()) {
        return Duration.between(now, quietUntil.get());
      }
      Optional<Duration> kept = channel.channel().keepWhileUnattended();
      if (kept.isPresent()) {
        queue.holdBack(name(), now.minus(kept.get()));
        return LONGEST_WAIT;
      }
      Optional<Notification> notification = queue.take(name(), now);
      if (notification.isPresent()) {
        record(notification.get(), send(notification.get()));
        return Duration.ZERO;
      }
      return queue.due(name()).map(due -> Duration.between(now, due)).orElse(LONGEST_WAIT);
    } catch (AlertStoreException e) {
      LOG.error("cannot tell channel {} of alerts for now: {}", name(), e.getMessage());
      return LONGEST_WAIT;
    } catch (RuntimeException defect) {
      LOG.error("a defect in telling channel {} of alerts; trying later", name(), defect);
      return LONGEST_WAIT;
    }
  }

  /** A defect met with one notification must not keep the channel from all others. */
  private DeliveryResult send(Notification notification) {
    try {
      return channel.channel().send(notification);
    } catch (RuntimeException defect) {
      LOG.error("a defect in telling channel {} of an alert", name(), defect);
      // What it says may hold a secret.
      return new DeliveryResult.TemporaryFailure(
          "cannot send it: a defect (%s); see the journal".formatted(defect.getClass().getName()));
    }
  }

  private void rest(Duration time) throws InterruptedException {
    Duration bounded = time.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : time;
    if (bounded.isPositive()) {
      var _ = woken.tryAcquire(bounded.toNanos(), TimeUnit.NANOSECONDS);
      woken.drainPermits();
    }
  }

  private void record(Notification notification, DeliveryResult result) throws AlertStoreException {
    if (stopped && !(result instanceof DeliveryResult.Delivered)) {
      // Broken off by ourselves: that says nothing of the channel.
      return;
    }
    Instant now = clock.instant();
    switch (result) {
      case DeliveryResult.Delivered(String answer) -> recorded.accept(queue.delivered(notification, now, answer));
      case DeliveryResult.TemporaryFailure(String reason, Optional<Duration> asked) -> {
        Optional<Duration> pause = policy.after(notification.attempts(), asked);
        if (pause.isPresent()) {
          queue.again(notification, now, reason, now.plus(pause.get()));
          recorded.accept(Optional.empty());
        } else {
          giveUp(notification, now, reason);
        }
      }
      case DeliveryResult.PermanentFailure(String reason) -> giveUp(notification, now, reason);
    }
  }

  private void giveUp(Notification notification, Instant now, String reason) throws AlertStoreException {
    LOG.warn(
        "cannot tell channel {} of '{}' after {} attempts: {}",
        name(),
        NotificationText.subject(notification),
        notification.attempts(),
        reason);
    recorded.accept(queue.failed(notification, now, reason));
  }
}
