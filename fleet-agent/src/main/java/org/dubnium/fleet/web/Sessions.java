package org.dubnium.fleet.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.host.Delegate;

/**
 * The page's sessions: a cookie that scripts cannot read, and a CSRF token that the page is told once,
 * as the session begins. Cookies know no ports, so whatever else listens on this machine may get the
 * cookie; without the token, which the browser keeps by port, it changes nothing.
 */
public final class Sessions {

  /**
   * The longest life of a session; that of a person ends with their delegation, if that is earlier.
   */
  public static final Duration LIFE = Duration.ofHours(12);

  /** Sessions of one person. */
  public static final int MOST_OF_PERSON = 16;

  /** Sessions that began with the API's token. */
  public static final int MOST_OF_TOKEN = 256;

  private static final int BYTES = 32;
  private static final int NAME_BYTES = 8;

  private record Session(String csrf, Instant ends, Optional<Delegate> person) {
    boolean isOf(Optional<Delegate> other) {
      return person.map(Delegate::uid).equals(other.map(Delegate::uid));
    }
  }

  /**
   * A new session: what the browser keeps, and what the page is told.
   *
   * @param replaced whose session ended for it, as that person had too many
   */
  public record NewSession(String cookie, String csrf, List<Delegate> replaced) {}

  /** By the hash of the cookie's value; the oldest first. */
  private final Map<String, Session> byKey = new LinkedHashMap<>();

  private final SecureRandom random = new SecureRandom();
  private final String cookieName = "fleet-" + hex(NAME_BYTES);
  private final InstantSource clock;

  public Sessions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Begins one; of too many, the oldest ends.
   *
   * @param person who delegated; empty for whoever has the API's token
   */
  public synchronized NewSession begin(Optional<Delegate> person) {
    Instant now = clock.instant();
    byKey.values().removeIf(session -> !session.ends().isAfter(now));
    int most = person.isPresent() ? MOST_OF_PERSON : MOST_OF_TOKEN;
    List<Delegate> replaced = new ArrayList<>();
    List<String> theirs =
        byKey.entrySet().stream()
            .filter(entry -> entry.getValue().isOf(person))
            .map(Map.Entry::getKey)
            .toList();
    for (String key : theirs.subList(0, Math.max(0, theirs.size() - most + 1))) {
      Optional.ofNullable(byKey.remove(key)).flatMap(Session::person).ifPresent(replaced::add);
    }
    String key = hex(BYTES);
    String csrf = hex(BYTES);
    byKey.put(hash(key), new Session(csrf, ends(now, person), person));
    return new NewSession(
        "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d"
            .formatted(cookieName, key, LIFE.toSeconds()),
        csrf,
        replaced);
  }

  private static Instant ends(Instant now, Optional<Delegate> person) {
    Instant last = now.plus(LIFE);
    return person.map(Delegate::expires).filter(last::isAfter).orElse(last);
  }

  /** Whether the request comes with a session's cookie. */
  public boolean has(Request request) {
    return find(request).isPresent();
  }

  /** Who began the session that the request is of: it has its cookie and its CSRF token, too. */
  public Optional<Actor> actor(Request request) {
    String sent = request.header(Access.CSRF).orElse("");
    return find(request)
        .filter(session -> Access.isSame(session.csrf(), sent))
        .map(
            session ->
                session.person().<Actor>map(Actor.Person::new).orElseGet(Actor.TokenHolder::new));
  }

  /** Who began the session whose cookie the request has: for what the page shows of it. */
  Optional<Actor> known(Request request) {
    return find(request)
        .map(
            session ->
                session.person().<Actor>map(Actor.Person::new).orElseGet(Actor.TokenHolder::new));
  }

  /** Extends or shortens a session to the delegation's present end. */
  synchronized void renew(Request request, Delegate person) {
    key(request)
        .map(Sessions::hash)
        .ifPresent(
            key ->
                byKey.computeIfPresent(
                    key,
                    (_, session) ->
                        new Session(
                            session.csrf(),
                            ends(clock.instant(), Optional.of(person)),
                            Optional.of(person))));
  }

  /** Ends the request's session; returns the cookie that has the browser forget it. */
  public synchronized String end(Request request) {
    key(request).map(Sessions::hash).ifPresent(byKey::remove);
    return cookieName + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0";
  }

  private synchronized Optional<Session> find(Request request) {
    Instant now = clock.instant();
    return key(request)
        .map(Sessions::hash)
        .flatMap(key -> Optional.ofNullable(byKey.get(key)))
        .filter(session -> session.ends().isAfter(now));
  }

  private Optional<String> key(Request request) {
    String mine = cookieName + "=";
    for (String cookie : request.header("Cookie").orElse("").split("; *", -1)) {
      if (cookie.startsWith(mine)) {
        return Optional.of(cookie.substring(mine.length()));
      }
    }
    return Optional.empty();
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String hex(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
