package org.dubnium.bus.client;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.dubnium.bus.transport.Incoming;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One match rule with its handler, which gets its signals in order and off the reader. */
final class Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** Signals that may wait for a handler; it has hung if there are more. */
  private static final int MOST_WAITING = 4096;

  private final MatchRule rule;
  private final Consumer<Signal> handler;
  private final Runnable missed;
  private final Executor executor;
  private final SerialQueue queue;
  private volatile boolean closed;

  /**
   * Makes one.
   *
   * @param missed told that a signal was too long, or one too many, and is not handed over
   */
  Listener(MatchRule rule, Consumer<Signal> handler, Runnable missed, Executor executor) {
    this.rule = rule;
    this.handler = handler;
    this.missed = missed;
    this.executor = executor;
    this.queue = new SerialQueue(executor, MOST_WAITING);
  }

  MatchRule rule() {
    return rule;
  }

  void close() {
    closed = true;
  }

  /** Takes a signal if it fits; called on the reader, in the order of arrival. */
  void offer(Incoming message, NameOwners owners) {
    String sender = message.sender();
    if (closed
        || sender == null
        || !rule.fits(message)
        || !owners.speaksFor(rule.sender(), sender)) {
      return;
    }
    if (!message.isComplete() || !queue.add(() -> deliver(message, sender))) {
      LOG.error("cannot take a signal {} of {}, ignoring", message.name(), rule.sender());
      executor.execute(missed);
    }
  }

  private void deliver(Incoming message, String sender) {
    if (closed) {
      return;
    }
    try {
      Arguments arguments = message.arguments();
      if (rule.arg0() != null && !firstIs(rule.arg0(), arguments)) {
        return;
      }
      handler.accept(
          new Signal(
              sender,
              new ObjectPath(Objects.requireNonNull(message.path())),
              Objects.requireNonNull(message.interfaceName()),
              Objects.requireNonNull(message.name()),
              arguments));
    } catch (WireException e) {
      LOG.warn("cannot read a signal {} of {}, ignoring", message.name(), rule.sender(), e);
    }
  }

  private static boolean firstIs(String expected, Arguments arguments) {
    return arguments.size() > 0 && arguments.get(0).equals(expected);
  }
}
