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

/** Tells one channel what it is to be told, one notice after the other. */
final class ChannelWorker implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelWorker.class);

  /** How long a channel may take to notice that it was interrupted. */
  static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  /** The clock may be put forward or back while one waits. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Delivery.Way way;
  private final NotificationQueue outbox;
  private final RetryPolicy policy;
  private final InstantSource clock;
  private final Consumer<Optional<AlertEvent>> recorded;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean stopped;

  ChannelWorker(
      Delivery.Way way,
      NotificationQueue outbox,
      RetryPolicy policy,
      InstantSource clock,
      Consumer<Optional<AlertEvent>> recorded) {
    this.way = way;
    this.outbox = outbox;
    this.policy = policy;
    this.clock = clock;
    this.recorded = recorded;
  }

  String name() {
    return way.route().name();
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
      Optional<Instant> quietUntil = way.route().quiet().end(now);
      if (quietUntil.isPresent()) {
        return Duration.between(now, quietUntil.get());
      }
      Optional<Duration> kept = way.channel().away();
      if (kept.isPresent()) {
        outbox.holdBack(name(), now.minus(kept.get()));
        return LONGEST_WAIT;
      }
      Optional<Notification> notice = outbox.take(name(), now);
      if (notice.isPresent()) {
        record(notice.get(), send(notice.get()));
        return Duration.ZERO;
      }
      return outbox.due(name()).map(due -> Duration.between(now, due)).orElse(LONGEST_WAIT);
    } catch (AlertStoreException e) {
      LOG.error("cannot tell channel {} of alerts for now: {}", name(), e.getMessage());
      return LONGEST_WAIT;
    } catch (RuntimeException defect) {
      LOG.error("a defect in telling channel {} of alerts; trying later", name(), defect);
      return LONGEST_WAIT;
    }
  }

  /** A defect met with one notice must not keep the channel from all others. */
  private DeliveryResult send(Notification notice) {
    try {
      return way.channel().send(notice);
    } catch (RuntimeException defect) {
      LOG.error("a defect in telling channel {} of an alert", name(), defect);
      // What it says may hold a secret.
      return new DeliveryResult.Later(
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

  private void record(Notification notice, DeliveryResult verdict) throws AlertStoreException {
    if (stopped && !(verdict instanceof DeliveryResult.Delivered)) {
      // Broken off by ourselves: that says nothing of the channel.
      return;
    }
    Instant now = clock.instant();
    switch (verdict) {
      case DeliveryResult.Delivered(String answer) -> recorded.accept(outbox.delivered(notice, now, answer));
      case DeliveryResult.Later(String reason, Optional<Duration> asked) -> {
        Optional<Duration> pause = policy.after(notice.attempts(), asked);
        if (pause.isPresent()) {
          outbox.again(notice, now, reason, now.plus(pause.get()));
          recorded.accept(Optional.empty());
        } else {
          giveUp(notice, now, reason);
        }
      }
      case DeliveryResult.Refused(String reason) -> giveUp(notice, now, reason);
    }
  }

  private void giveUp(Notification notice, Instant now, String reason) throws AlertStoreException {
    LOG.warn(
        "cannot tell channel {} of '{}' after {} attempts: {}",
        name(),
        NotificationText.subject(notice),
        notice.attempts(),
        reason);
    recorded.accept(outbox.failed(notice, now, reason));
  }
}
