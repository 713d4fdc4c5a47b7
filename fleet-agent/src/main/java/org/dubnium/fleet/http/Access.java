package org.dubnium.fleet.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dubnium.fleet.listen.ListenSettings;

/**
 * Who may ask for what. On a loopback address everybody on this machine may read; elsewhere reading
 * takes the token. A change takes the token, or a session of the dashboard, from the same origin and
 * with the word that only its page knows. What changes Slurm takes the token even there: the session
 * has to have begun with it, for a job runs as the agent's user, and on a loopback address everybody
 * is given a session.
 */
final class Access {

  /** The header in which the dashboard proves that a request is its own. */
  static final String CSRF = "X-CSRF-Token";

  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final String BEARER = "Bearer ";

  private final boolean open;
  private final Set<String> names;
  private final boolean anyName;
  private final Supplier<Optional<String>> token;
  private final Sessions sessions;

  /**
   * @param listen where the server listens, and under which names
   * @param token of the API now; without one nothing but the dashboard may change anything
   */
  Access(ListenSettings listen, Supplier<Optional<String>> token, Sessions sessions) {
    this.open = listen.isLoopback();
    this.anyName = !open && listen.names().isEmpty();
    this.names = new HashSet<>(listen.names());
    names.addAll(LOOPBACK_NAMES);
    this.token = token;
    this.sessions = sessions;
    if (!open && token.get().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot listen on "
              + listen.address().getAddress().getHostAddress()
              + " without a token: give the credential api-token, or listen on 127.0.0.1");
    }
  }

  /** Returns if the request may be answered by a route that asks for that. */
  void require(Demand demand, Request request) throws Problem {
    requireOwnName(request);
    if (!request.isSafe()) {
      requireSameOrigin(request);
    }
    switch (demand) {
      case NOTHING -> {}
      case USUAL -> requireUsual(request);
      case TOKEN -> {
        requireUsual(request);
        requireToken(request);
      }
    }
  }

  private void requireUsual(Request request) throws Problem {
    if (hasToken(request) || (request.isSafe() && (open || sessions.has(request)))) {
      return;
    }
    if (request.isSafe()) {
      throw Problem.unauthorized("cannot answer without the token: send Authorization: Bearer …");
    }
    if (!sessions.has(request)) {
      throw Problem.unauthorized(
          "cannot change anything without the token: send Authorization: Bearer …");
    }
    if (!sessions.isOwn(request)) {
      throw fromElsewhere();
    }
  }

  private void requireToken(Request request) throws Problem {
    if (hasToken(request) || sessions.beganWithToken(request)) {
      return;
    }
    if (token.get().isEmpty()) {
      throw Problem.forbidden(
          "cannot change Slurm without the token, and the service has none: give it the credential"
              + " api-token");
    }
    throw Problem.tokenNeeded(
        "cannot change Slurm without the token: send Authorization: Bearer …, or begin the session"
            + " with it");
  }

  /** Whether everybody may read. */
  boolean isOpen() {
    return open;
  }

  boolean isToken(String text) {
    return token.get().filter(secret -> isSame(text, secret)).isPresent();
  }

  /**
   * A change or a stream that another site's page asks for is refused, whatever it comes with. A
   * browser tells in {@code Sec-Fetch-Site} (W3C Fetch Metadata), else in {@code Origin} (RFC 6454);
   * what is no browser tells neither.
   */
  void requireSameOrigin(Request request) throws Problem {
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

  /** In a time that does not depend on where they differ. */
  static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
