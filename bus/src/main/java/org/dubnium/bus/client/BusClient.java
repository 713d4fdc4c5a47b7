package org.dubnium.bus.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.bus.transport.BusConnection.PendingCall;
import org.dubnium.bus.transport.BusConnection;
import org.dubnium.bus.transport.Incoming;
import org.dubnium.bus.transport.Limits;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the bus that calls services and listens to their signals.
 *
 * <p>Every method that waits must be kept off the reader, that is, out of callbacks of a {@link
 * CompletableFuture} that were not handed to an executor.
 */
public final class BusClient implements AutoCloseable {
  private static final String DRIVER_PATH = "/org/freedesktop/DBus";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  private final BusConnection connection;
  private final Executor executor;
  private final List<Listener> listeners;
  private final NameOwners owners;
  private final String uniqueName;

  private BusClient(
      BusConnection connection,
      Executor executor,
      List<Listener> listeners,
      NameOwners owners,
      String uniqueName) {
    this.connection = connection;
    this.executor = executor;
    this.listeners = listeners;
    this.owners = owners;
    this.uniqueName = uniqueName;
  }

  /**
   * Connects and says hello.
   *
   * @param executor runs the handlers of signals; those of one subscription one after the other
   * @throws IOException if the bus cannot be reached or refuses us
   */
  public static BusClient connect(BusAddress address, Executor executor)
      throws IOException, InterruptedException {
    List<Listener> listeners = new CopyOnWriteArrayList<>();
    NameOwners owners = new NameOwners();
    BusConnection connection =
        BusConnection.open(
            address,
            Limits.DEFAULT,
            message -> listeners.forEach(listener -> listener.offer(message, owners)));
    boolean greeted = false;
    try {
      String name = call(connection, driver("Hello")).string(0);
      greeted = true;
      return new BusClient(connection, executor, listeners, owners, name);
    } catch (BusException e) {
      throw new IOException("cannot say hello to the bus: " + e.text(), e);
    } finally {
      if (!greeted) {
        connection.close();
      }
    }
  }

  /** Our unique name, such as {@code :1.42}. */
  public String uniqueName() {
    return uniqueName;
  }

  /** The connection beneath, for whoever serves calls on it. */
  public BusConnection connection() {
    return connection;
  }

  /** The executor that callbacks run on. */
  public Executor executor() {
    return executor;
  }

  /**
   * Calls and waits for the answer.
   *
   * @throws BusException the error that was answered, or {@link StandardError#NO_REPLY} after the
   *     request's timeout, or {@link StandardError#DISCONNECTED}
   * @throws WireException if the request itself cannot be sent
   */
  public Arguments call(Request request) throws BusException, InterruptedException {
    return call(connection, request);
  }

  /** Calls; the future fails with what {@link #call} throws. It completes on the executor. */
  public CompletableFuture<Arguments> callAsync(Request request) {
    PendingCall call = request.sendOn(connection);
    return call.answer()
        .orTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync(
            (message, failure) -> {
              connection.forget(call);
              try {
                return result(request, message, failure);
              } catch (BusException e) {
                throw new CompletionException(e);
              }
            },
            executor);
  }

  private static Arguments call(BusConnection connection, Request request)
      throws BusException, InterruptedException {
    PendingCall call = request.sendOn(connection);
    try {
      Incoming answer = call.answer().get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return result(request, answer, null);
    } catch (ExecutionException e) {
      return result(request, null, e.getCause());
    } catch (TimeoutException e) {
      return result(request, null, e);
    } finally {
      connection.forget(call);
    }
  }

  private static Arguments result(
      Request request, @Nullable Incoming answer, @Nullable Throwable failure) throws BusException {
    if (answer != null) {
      return Answers.read(request, answer);
    }
    throw Answers.failure(request, failure);
  }

  /**
   * Listens to signals. When it returns, the rule is in force: no signal sent after is missed.
   *
   * @param handler gets the signals in order, on the executor; it may block
   */
  public Subscription subscribe(MatchRule rule, Consumer<Signal> handler)
      throws BusException, InterruptedException {
    return subscribe(rule, handler, () -> {});
  }

  /**
   * The same, for those who have to know if they missed something.
   *
   * @param missed told of a signal that is not handed over, since it is too long, or too many wait;
   *     on the executor, before those that wait
   */
  public Subscription subscribe(MatchRule rule, Consumer<Signal> handler, Runnable missed)
      throws BusException, InterruptedException {
    if (NameOwners.needsTracking(rule.sender())) {
      track(rule.sender());
    }
    return listen(new Listener(rule, handler, missed, executor));
  }

  private Subscription listen(Listener listener) throws BusException, InterruptedException {
    listeners.add(listener);
    String rule = listener.rule().text();
    try {
      call(driver("AddMatch").with("s", rule));
    } catch (BusException e) {
      listeners.remove(listener);
      throw e;
    }
    return () -> {
      listener.close();
      if (listeners.remove(listener)) {
        connection.forget(driver("RemoveMatch").with("s", rule).sendOn(connection));
      }
    };
  }

  private void track(String name) throws BusException, InterruptedException {
    // Not through an executor: the owner must be known before the new owner's signals are judged.
    Listener tracker =
        new Listener(
            nameOwnerChanged(name),
            signal -> owners.changed(name, owner(signal.arguments())),
            () -> {},
            Runnable::run);
    listen(tracker);
    owners.answered(name, owner(name));
  }

  /** Who owns a name: a unique name, or empty if nobody does. */
  public Optional<String> owner(String name) throws BusException, InterruptedException {
    try {
      return Optional.of(call(driver("GetNameOwner").with("s", name)).string(0));
    } catch (BusException e) {
      if (e.is(StandardError.NAME_HAS_NO_OWNER)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Tells when a name changes hands.
   *
   * @param name well-known, or unique to see a client go
   * @param handler gets the new owner's unique name, or empty if there is none any more
   */
  public Subscription watchName(String name, Consumer<Optional<String>> handler)
      throws BusException, InterruptedException {
    return subscribe(nameOwnerChanged(name), signal -> handler.accept(owner(signal.arguments())));
  }

  private static MatchRule nameOwnerChanged(String name) {
    return MatchRule.signal(NameOwners.DRIVER, NameOwners.DRIVER, "NameOwnerChanged")
        .withArg0(name);
  }

  private static Optional<String> owner(Arguments nameOwnerChanged) {
    return Optional.of(nameOwnerChanged.string(2)).filter(owner -> !owner.isEmpty());
  }

  /** User and process of the owner of a bus name, as the bus says. */
  public Credentials credentials(String busName) throws BusException, InterruptedException {
    Map<String, Variant> all = call(driver("GetConnectionCredentials").with("s", busName)).dict(0);
    Variant uid = all.get("UnixUserID");
    Variant pid = all.get("ProcessID");
    if (uid == null || pid == null) {
      throw StandardError.FAILED.because("cannot tell who is behind " + busName);
    }
    return new Credentials(uid.asLong(), pid.asLong());
  }

  /** Reads one property of another service. */
  public Variant property(String destination, String path, String interfaceName, String name)
      throws BusException, InterruptedException {
    Request get = new Request(destination, path, PROPERTIES, "Get").with("ss", interfaceName, name);
    return call(get).variant(0);
  }

  /** Reads all properties of an interface of another service. */
  public Map<String, Variant> properties(String destination, String path, String interfaceName)
      throws BusException, InterruptedException {
    return call(new Request(destination, path, PROPERTIES, "GetAll").with("s", interfaceName))
        .dict(0);
  }

  /**
   * Has the handler told why the connection ended, once; not if we closed it. The handler must not
   * block.
   */
  public void onDisconnect(Consumer<String> handler) {
    connection.onDisconnect(handler);
  }

  @Override
  public void close() {
    connection.close();
  }

  /** A call to the bus itself. */
  public static Request driver(String member) {
    return new Request(NameOwners.DRIVER, DRIVER_PATH, NameOwners.DRIVER, member);
  }
}
