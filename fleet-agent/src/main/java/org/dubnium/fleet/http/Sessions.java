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

  private record Session(String word, Instant ends) {}

  /** A new session: what the browser keeps, and what the page is told. */
  record Begun(String cookie, String word) {}

  private final Map<String, Session> byKey = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;

  Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins one; of too many, the oldest ends. */
  synchronized Begun begin() {
    Instant now = clock.instant();
    byKey.values().removeIf(session -> session.ends().isBefore(now));
    while (byKey.size() >= MOST) {
      byKey.remove(byKey.keySet().iterator().next());
    }
    String key = secret();
    String word = secret();
    byKey.put(key, new Session(word, now.plus(LIFE)));
    String cookie =
        "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d"
            .formatted(COOKIE, key, LIFE.toSeconds());
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

  private synchronized Optional<Session> find(Request request) {
    Instant now = clock.instant();
    return request
        .header("Cookie")
        .flatMap(Sessions::key)
        .flatMap(key -> Optional.ofNullable(byKey.get(key)))
        .filter(session -> session.ends().isAfter(now));
  }

  private static Optional<String> key(String cookies) {
    for (String cookie : cookies.split("; *", -1)) {
      if (cookie.startsWith(COOKIE + "=")) {
        return Optional.of(cookie.substring(COOKIE.length() + 1));
      }
    }
    return Optional.empty();
  }

  private String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
