package org.dubnium.bus.client;

import java.time.Duration;
import java.util.List;
import org.dubnium.bus.transport.BusConnection.PendingCall;
import org.dubnium.bus.transport.BusConnection;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;

/**
 * A call to another service.
 *
 * @param timeout longest time to wait for the answer; the service may still act after it
 * @param interactive whether the service may ask a person to authenticate meanwhile
 */
public record Request(
    String destination,
    ObjectPath path,
    String interfaceName,
    String member,
    Signature signature,
    List<Object> values,
    Duration timeout,
    boolean interactive) {

  /** What D-Bus implementations wait by default. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(25);

  public Request {
    values = List.copyOf(values);
  }

  /** A call without arguments. */
  public Request(String destination, String path, String interfaceName, String member) {
    this(
        destination,
        new ObjectPath(path),
        interfaceName,
        member,
        Signature.EMPTY,
        List.of(),
        DEFAULT_TIMEOUT,
        false);
  }

  /**
   * The same call with arguments.
   *
   * @param signature their types; named in code, never taken from outside
   */
  public Request with(String signature, Object... arguments) {
    return new Request(
        destination,
        path,
        interfaceName,
        member,
        Signature.of(signature),
        List.of(arguments),
        timeout,
        interactive);
  }

  public Request within(Duration limit) {
    return new Request(
        destination, path, interfaceName, member, signature, values, limit, interactive);
  }

  public Request interactively() {
    return new Request(destination, path, interfaceName, member, signature, values, timeout, true);
  }

  PendingCall sendOn(BusConnection connection) {
    return connection.call(
        destination, path, interfaceName, member, interactive, signature, values);
  }
}
