package org.dubnium.fleet.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dubnium.bus.StandardError;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.fleet.host.Delegate;
import org.dubnium.fleet.host.Delegations;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.listen.Peer;

/**
 * Who may ask for what. On a loopback address and over the Unix socket everybody on this machine may
 * read, unless the configuration closes that; elsewhere reading takes the token or a session. A change
 * takes one of three: the token; the page's session, which a person or the token began, with its CSRF
 * token and from the same origin; or a connection over the Unix socket by root or the service's own user.
 * Who else connects, on a loopback address or by the socket, is anonymous.
 */
public final class Access {

  /** The header in which the page proves that a request is its own. */
  public static final String CSRF = "X-CSRF-Token";

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final String BEARER = "Bearer ";
  private static final String HOW =
      ": open the page with 'fleet open' from your login session at this machine, or send the token"
          + " (Authorization: Bearer …)";

  private final ListenSettings listen;
  private final boolean openReading;
  private final boolean open;
  private final Set<String> names;
  private final boolean anyName;
  private final Supplier<Optional<String>> token;
  private final Sessions sessions;
  private final Delegations delegations;
  private final long ownUid;

  /**
   * @param listen where the server listens, and under which names
   * @param openReading whether everybody on this machine may read
   * @param token of the API now; without one no other machine's page may change anything
   * @param ownUid of this service
   */
  public Access(
      ListenSettings listen,
      boolean openReading,
      Supplier<Optional<String>> token,
      Sessions sessions,
      Delegations delegations,
      long ownUid) {
    this.listen = listen;
    this.openReading = openReading;
    this.open = listen.isLoopback() && openReading;
    this.anyName = !listen.isLoopback() && listen.names().isEmpty();
    this.names = new HashSet<>(listen.names());
    names.addAll(LOOPBACK_NAMES);
    this.token = token;
    this.sessions = sessions;
    this.delegations = delegations;
    this.ownUid = ownUid;
    if (!listen.isLoopback() && token.get().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot listen on "
              + listen.address().getAddress().getHostAddress()
              + " without a token: give the credential api-token, or listen on 127.0.0.1");
    }
  }

  /** Returns if the request may be answered by a route that asks for that. */
  void require(AccessLevel demand, Request request) throws Problem, InterruptedException {
    requireOwnName(request);
    if (!request.isSafe()) {
      requireSameOrigin(request);
    }
    if (demand == AccessLevel.PUBLIC) {
      return;
    }
    if (request.isSafe()) {
      requireReader(request);
      return;
    }
    Actor actor = requireActor(request);
    if (demand == AccessLevel.CHECKED && actor instanceof Actor.Person(Delegate delegate)) {
      requireInForce(request, delegate);
    }
  }

  private void requireReader(Request request) throws Problem {
    if (!isOpenTo(request) && actor(request).isEmpty() && !sessions.has(request)) {
      throw Problem.unauthorized("cannot answer without a session" + HOW);
    }
  }

  /**
   * Whether reading is open to this request: a client of the Unix socket is always on this machine.
   */
  private boolean isOpenTo(Request request) {
    return open || (openReading && request.peer() instanceof Peer.LocalUser);
  }

  /** Who asks for this change; fails if the caller is not identified. */
  public Actor requireActor(Request request) throws Problem {
    return actor(request)
        .orElseThrow(
            () -> Problem.unauthorized("cannot change anything without a session" + HOW));
  }

  /** Who asks, as far as that is known beyond doubt. */
  public Optional<Actor> actor(Request request) {
    if (hasToken(request)) {
      return Optional.of(new Actor.TokenHolder());
    }
    if (request.peer() instanceof Peer.LocalUser user && (user.uid() == 0 || user.uid() == ownUid)) {
      return Optional.of(new Actor.LocalUser(user.uid()));
    }
    return sessions.actor(request);
  }

  /**
   * Who reads what is not for everybody: whoever may change things, and any user of this machine over the
   * Unix socket, as the kernel says; whether that one may read it is for the route to find out.
   */
  public Actor requireKnownReader(Request request) throws Problem, InterruptedException {
    Optional<Actor> actor = actor(request);
    if (actor.isEmpty() && request.peer() instanceof Peer.LocalUser user) {
      return new Actor.LocalUser(user.uid());
    }
    if (actor.orElse(null) instanceof Actor.Person(Delegate delegate)) {
      requireInForce(request, delegate);
    }
    return actor.orElseThrow(
        () -> Problem.unauthorized("cannot show this without a session" + HOW));
  }

  private void requireInForce(Request request, Delegate delegate)
      throws Problem, InterruptedException {
    try {
      sessions.renew(request, delegations.use(delegate));
    } catch (ModeControllerException refused) {
      throw problem(request, refused);
    }
  }

  /** What the mode controller says against acting in a person's name; a session that is over ends. */
  public Problem problem(Request request, ModeControllerException refused) {
    String why = String.valueOf(refused.getMessage());
    return switch (refused.error()) {
      case ModeError.NO_SUCH_DELEGATION -> {
        var _ = sessions.end(request);
        yield Problem.unauthorized("cannot change anything, your session is over" + HOW);
      }
      case StandardError.LIMITS_EXCEEDED -> Problem.tooMany(why);
      case StandardError.ACCESS_DENIED, StandardError.INTERACTIVE_AUTHORIZATION_REQUIRED ->
          Problem.forbidden(why);
      default -> Problem.unavailable(why);
    };
  }

  /** Whether everybody may read. */
  boolean isOpen() {
    return open;
  }

  /** The address of the page for a browser on this machine; empty if it is not known. */
  public Optional<String> page() {
    InetAddress address = listen.address().getAddress();
    int port = listen.address().getPort();
    String host =
        address.isLoopbackAddress() || address.isAnyLocalAddress()
            ? "localhost"
            : address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    return port == 0 ? Optional.empty() : Optional.of("http://" + host + ":" + port + "/");
  }

  boolean isToken(String text) {
    return token.get().filter(secret -> isSame(text, secret)).isPresent();
  }

  /**
   * A change or a stream that another site's page asks for is refused, whatever it comes with. A
   * browser tells in {@code Sec-Fetch-Site} (W3C Fetch Metadata), else in {@code Origin} (RFC 6454);
   * what is no browser tells neither.
   */
  public void requireSameOrigin(Request request) throws Problem {
    String site = request.header("Sec-Fetch-Site").orElse("none");
    if (!OWN_SITES.contains(site) || !isSameOrigin(request)) {
      throw fromElsewhere();
    }
  }

  private static Problem fromElsewhere() {
    return Problem.forbidden(
        "cannot take this from another page: send it, with " + CSRF + " if it changes something, from"
            + " the dashboard's own origin");
  }

  /**
   * A page of somebody else's that has this address under a name of its own must read nothing (DNS
   * rebinding). Where reading takes the token, and no names are configured, any name will do.
   */
  private void requireOwnName(Request request) throws Problem {
    String host = request.header("Host").map(Access::withoutPort).orElse("");
    if (!anyName && !names.contains(host.toLowerCase(Locale.ROOT))) {
      throw Problem.forbidden(
          "cannot answer under the name '" + host + "': use localhost, or configure it in"
              + " \"listen\": { \"names\": […] }");
    }
  }

  private boolean hasToken(Request request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith(BEARER))
        .filter(value -> isToken(value.substring(BEARER.length())))
        .isPresent();
  }

  private static boolean isSameOrigin(Request request) {
    String host = request.header("Host").orElse("");
    return request
        .header("Origin")
        .map(origin -> origin.equals("http://" + host) || origin.equals("https://" + host))
        .orElse(true);
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d+$", "");
  }

  /** Compares in constant time. */
  static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
