package org.dubnium.bus.transport;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.WireException;
import org.freedesktop.dbus.messages.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages to the bus and hands over those that arrive: an answer to the call that it belongs
 * to. One thread, the reader, does all of that, and must never be held up. The loss of the connection
 * is told once.
 */
public final class BusConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusConnection.class);
  private static final int ALLOW_INTERACTIVE_AUTHORIZATION = 4;

  private final BusChannel channel;
  private final PendingCalls pending = new PendingCalls();
  private final List<Consumer<String>> disconnectHandlers = new ArrayList<>();

  /** Why the connection ended, as whoever noticed first says; empty if we closed it. Null until then. */
  private final AtomicReference<@Nullable Optional<String>> end = new AtomicReference<>();

  private boolean told;
  private volatile Consumer<Incoming> callHandler = this::refuse;
  private volatile Consumer<Incoming> signalHandler = signal -> {};

  private BusConnection(BusChannel channel) {
    this.channel = channel;
  }

  /**
   * Connects and starts to read. {@code Hello} is left to the caller.
   *
   * @param signalHandler gets each signal, on the reader
   * @throws IOException if the bus cannot be reached or refuses us
   * @throws InterruptedException if the thread is interrupted
   */
  public static BusConnection open(
      BusAddress address, Limits limits, Consumer<Incoming> signalHandler)
      throws IOException, InterruptedException {
    BusConnection connection = new BusConnection(BusChannel.open(address, limits));
    connection.signalHandler = signalHandler;
    Thread.ofPlatform().name("dbus-reader").daemon().start(connection::read);
    return connection;
  }

  /** Sets the handler of calls to us, which runs on the reader. Until then, calls are refused. */
  public void serve(Consumer<Incoming> handler) {
    callHandler = handler;
  }

  /**
   * Calls; the future gives the answer, be it a return or an error, or fails with a {@link
   * BusException} if the connection ends first.
   *
   * @throws WireException if the call is not valid
   */
  public PendingCall call(
      String destination,
      ObjectPath path,
      String interfaceName,
      String member,
      boolean interactive,
      Signature signature,
      List<?> values) {
    int flags = interactive ? ALLOW_INTERACTIVE_AUTHORIZATION : 0;
    Message call =
        Outgoing.call(destination, path, interfaceName, member, flags, signature, values);
    CompletableFuture<Incoming> answer = pending.add(call.getSerial());
    if (!answer.isDone()) {
      send(call);
    }
    return new PendingCall(call.getSerial(), answer);
  }

  /** Stops waiting for an answer; one that still comes is dropped. */
  public void forget(PendingCall call) {
    pending.forget(call.serial());
  }

  /**
   * Answers a call with its results, and waits until the bus has taken them; not if the caller wants
   * no answer.
   *
   * @throws WireException if the results are not valid
   * @throws BusException {@code LimitsExceeded} if they are longer than {@link Limits#LONGEST_SENT}
   */
  public void reply(Incoming call, Signature signature, List<?> values)
      throws BusException, InterruptedException {
    if (!call.wantsReply()) {
      return;
    }
    Message answer = Outgoing.reply(call, signature, values);
    int length = Outgoing.length(answer);
    if (length > Limits.LONGEST_SENT) {
      throw StandardError.LIMITS_EXCEEDED.because(
          "cannot answer with more than " + (Limits.LONGEST_SENT >> 10) + " KiB; ask for less");
    }
    try {
      channel.sendAndAwait(answer);
    } catch (IOException e) {
      lose(e);
    }
  }

  /** Answers a call with an error; not if the caller wants no answer. */
  public void fail(Incoming call, BusException error) {
    if (call.wantsReply()) {
      send(Outgoing.error(call, error.errorName(), error.text()));
    }
  }

  /**
   * Broadcasts a signal.
   *
   * @throws WireException if the signal is not valid
   */
  public void signal(
      ObjectPath path, String interfaceName, String member, Signature signature, List<?> values) {
    Message signal = Outgoing.signal(path, interfaceName, member, signature, values);
    if (Outgoing.length(signal) > Limits.LONGEST_SENT) {
      LOG.error("cannot tell of {} at {}, ignoring: it is too long", member, path);
      return;
    }
    send(signal);
  }

  /** Sends a message. If the connection is lost, it is dropped: its receiver has lost us as well. */
  private void send(Message message) {
    try {
      channel.send(message);
    } catch (IOException e) {
      lose(e);
    }
  }

  /**
   * Has the handler told why the connection was lost, once: by the reader as it ends, or now if it
   * has ended. A connection that we closed ourselves tells nobody.
   */
  public void onDisconnect(Consumer<String> handler) {
    synchronized (disconnectHandlers) {
      if (!told) {
        disconnectHandlers.add(handler);
        return;
      }
    }
    reasonOfLoss().ifPresent(handler);
  }

  /** Ends the connection. Calls of ours that are not answered yet fail. */
  @Override
  public void close() {
    end.compareAndSet(null, Optional.empty());
    pending.close("the connection was closed");
    closeChannel();
  }

  private void read() {
    Exception end = new EOFException("the reader failed");
    try {
      channel.readAll(this::accept);
    } catch (IOException | WireException e) {
      end = e;
    } finally {
      lose(end);
      tellOnce();
    }
  }

  private void accept(Incoming message) {
    switch (message.kind()) {
      case CALL -> callHandler.accept(message);
      case SIGNAL -> signalHandler.accept(message);
      case RETURN, ERROR -> {
        CompletableFuture<Incoming> call = pending.remove(message.replySerial());
        if (call != null) {
          call.complete(message);
        }
      }
    }
  }

  private void refuse(Incoming call) {
    fail(call, StandardError.UNKNOWN_OBJECT.because("cannot find any object here"));
  }

  /**
   * Closes the socket, and fails the calls that wait; the reader then tells the handlers. It may end before
   * this returns, so the reason is there first.
   */
  private void lose(Exception cause) {
    String message = cause.getMessage();
    String reason = message == null ? cause.getClass().getSimpleName() : message;
    if (end.compareAndSet(null, Optional.of(reason))) {
      pending.close(reason);
      closeChannel();
    }
  }

  private Optional<String> reasonOfLoss() {
    Optional<String> ended = end.get();
    return ended == null ? Optional.empty() : ended;
  }

  private void tellOnce() {
    Optional<String> reason = reasonOfLoss();
    if (reason.isEmpty()) {
      return;
    }
    List<Consumer<String>> handlers;
    synchronized (disconnectHandlers) {
      told = true;
      handlers = List.copyOf(disconnectHandlers);
    }
    handlers.forEach(reason::ifPresent);
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("cannot close the connection to the bus, ignoring", e);
    }
  }

  /**
   * A call that waits for its answer.
   *
   * @param answer a return or an error
   */
  public record PendingCall(long serial, CompletableFuture<Incoming> answer) {}
}
