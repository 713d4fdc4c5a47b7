package org.dubnium.fleet.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The dashboard's sessions: a cookie that scripts cannot read, and a word that the page is told. */
final class Sessions {

  private static final String COOKIE = "dubnium-session";
  private static final Duration LIFE = Duration.ofHours(12);
  private static final int MOST = 1000;
  private static final int BYTES = 32;

  private record Session(String word, Instant ends, boolean withToken) {}

  /** A new session: what the browser keeps, and what the page is told. */
  record Begun(String cookie, String word) {}

  private final Map<String, Session> byKey = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Begins one; of too many, the oldest ends.
   *
   * @param host as the request names it
   * @param withToken whether the token was given for it
   */
  synchronized Begun begin(String host, boolean withToken) {
    Instant now = clock.instant();
    byKey.values().removeIf(session -> session.ends().isBefore(now));
    while (byKey.size() >= MOST) {
      byKey.remove(byKey.keySet().iterator().next());
    }
    String key = secret();
    String word = secret();
    byKey.put(key, new Session(word, now.plus(LIFE), withToken));
    String cookie =
        "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d"
            .formatted(name(host), key, LIFE.toSeconds());
    return new Begun(cookie, word);
  }

  /** Whether the request comes with a session's cookie. */
  boolean has(Request request) {
    return find(request).isPresent();
  }

  /** Whether it also has the word that the session's page was told. */
  boolean isOwn(Request request) {
    Optional<String> sent = request.header(Access.CSRF);
    return sent.isPresent()
        && find(request).filter(session -> Access.isSame(session.word(), sent.get())).isPresent();
  }

  /** Whether the request comes with the cookie of a session that the token was given for. */
  boolean beganWithToken(Request request) {
    return find(request).filter(Session::withToken).isPresent();
  }

  /** The word of the request's session. */
  Optional<String> word(Request request) {
    return find(request).map(Session::word);
  }

  /** Ends the request's session; returns the cookie that has the browser forget it. */
  synchronized String end(Request request) {
    key(request).ifPresent(byKey::remove);
    return name(request.header("Host").orElse("")) + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
  }

  private synchronized Optional<Session> find(Request request) {
    Instant now = clock.instant();
    return key(request)
        .flatMap(key -> Optional.ofNullable(byKey.get(key)))
        .filter(session -> session.ends().isAfter(now));
  }

  private static Optional<String> key(Request request) {
    String mine = name(request.header("Host").orElse("")) + "=";
    for (String cookie : request.header("Cookie").orElse("").split("; *", -1)) {
      if (cookie.startsWith(mine)) {
        return Optional.of(cookie.substring(mine.length()));
      }
    }
    return Optional.empty();
  }

  /** Cookies know no ports: agents behind several tunnels of one machine must not take each other's. */
  private static String name(String host) {
    return COOKIE + host.replaceFirst("^.*?(?::(\\d+))?$", "-$1");
  }

  private String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
