package org.dubnium.fleet.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.listen.Peer;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

  private static final String TOKEN = "the-token";

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Sessions sessions = new Sessions(now::get);
  private Sessions.Begun session = sessions.begin("localhost:8080", false);

  /** 200 for what may be answered. */
  private static int judge(Access access, Request request) {
    return judge(access, Demand.USUAL, request);
  }

  private static int judge(Access access, Demand demand, Request request) {
    try {
      access.require(demand, request);
      return 200;
    } catch (Problem problem) {
      return problem.status();
    }
  }

  private Access at(String address, boolean withToken) throws Exception {
    return new Access(
        ListenSettings.at(InetAddress.getByName(address)),
        () -> Optional.of(TOKEN).filter(token -> withToken),
        sessions);
  }

  private Request request(String method, String host, String who, String origin) throws Exception {
    HttpFields.Mutable headers = HttpFields.build();
    headers.put("Host", host);
    if (!origin.equals("-")) {
      headers.put("Origin", origin);
    }
    String cookie = session.cookie().replaceFirst(";.*", "");
    switch (who) {
      case "token" -> headers.put("Authorization", "Bearer " + TOKEN);
      case "wrong" -> headers.put("Authorization", "Bearer " + TOKEN + "x");
      case "basic" -> headers.put("Authorization", "Basic " + TOKEN);
      case "cookie" -> headers.put("Cookie", "a=b; " + cookie);
      case "page" -> {
        headers.put("Cookie", cookie);
        headers.put(Access.CSRF, session.word());
      }
      case "guess" -> {
        headers.put("Cookie", cookie);
        headers.put(Access.CSRF, "0".repeat(64));
      }
      default -> {}
    }
    return new Request(
        method,
        Map.of(),
        Query.parse(null),
        headers,
        InputStream.nullInputStream(),
        new Peer.Network(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000)));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true,  GET,    localhost:8080,   -,      -,                       200",
    "127.0.0.1, true,  GET,    127.0.0.1:8080,   -,      -,                       200",
    "127.0.0.1, true,  GET,    [::1]:8080,       -,      -,                       200",
    "127.0.0.1, true,  GET,    evil.example,     -,      -,                       403",
    "127.0.0.1, true,  DELETE, localhost:8080,   -,      -,                       401",
    "127.0.0.1, true,  DELETE, localhost:8080,   token,  -,                       200",
    "127.0.0.1, true,  DELETE, localhost:8080,   wrong,  -,                       401",
    "127.0.0.1, true,  DELETE, localhost:8080,   basic,  -,                       401",
    "127.0.0.1, true,  DELETE, evil.example,     token,  -,                       403",
    "127.0.0.1, false, DELETE, localhost:8080,   page,   http://localhost:8080,   200",
    "127.0.0.1, false, DELETE, localhost:8080,   page,   -,                       200",
    "127.0.0.1, false, DELETE, localhost:8080,   page,   http://evil.example,     403",
    "127.0.0.1, false, DELETE, localhost:8080,   cookie, http://localhost:8080,   403",
    "127.0.0.1, false, DELETE, localhost:8080,   guess,  http://localhost:8080,   403",
    "192.0.2.1, true,  GET,    gpu-1:8080,       -,      -,                       401",
    "192.0.2.1, true,  GET,    gpu-1:8080,       token,  -,                       200",
    "192.0.2.1, true,  GET,    gpu-1:8080,       cookie, -,                       200",
    "192.0.2.1, true,  POST,   gpu-1:8080,       page,   http://gpu-1:8080,       200",
    "192.0.2.1, true,  POST,   gpu-1:8080,       page,   http://other:8080,       403",
  })
  void mayAskForWhatItMay(
      String address,
      boolean withToken,
      String method,
      String host,
      String who,
      String origin,
      int status)
      throws Exception {
    assertEquals(status, judge(at(address, withToken), request(method, host, who, origin)));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false, -,      -,                     401",
    "127.0.0.1, false, token,  -,                     200",
    "127.0.0.1, false, wrong,  -,                     401",
    "127.0.0.1, false, page,   http://localhost:8080, 403",
    "127.0.0.1, true,  page,   http://localhost:8080, 200",
    "127.0.0.1, true,  page,   http://evil.example,   403",
    "127.0.0.1, true,  cookie, -,                     403",
    "127.0.0.1, true,  guess,  -,                     403",
    "192.0.2.1, false, page,   http://localhost:8080, 403",
    "192.0.2.1, true,  page,   http://localhost:8080, 200",
  })
  void whatTakesTheTokenTakesItOfASessionToo(
      String address, boolean begunWithToken, String who, String origin, int status)
      throws Exception {
    session = sessions.begin("localhost:8080", begunWithToken);
    Request request = request("POST", "localhost:8080", who, origin);
    assertEquals(status, judge(at(address, true), Demand.TOKEN, request));
  }

  @ParameterizedTest
  @CsvSource({
    "token, same-origin, -,                     200",
    "token, none,        -,                     200",
    "token, same-site,   -,                     403",
    "token, cross-site,  -,                     403",
    "token, -,           http://evil.example,   403",
    "token, -,           null,                  403",
    "token, -,           http://localhost:8080, 200",
    "page,  same-origin, http://localhost:8080, 200",
    "page,  same-site,   http://localhost:8080, 403",
    "page,  cross-site,  -,                     403",
    "-,     cross-site,  -,                     403",
  })
  void nothingIsChangedForAnotherSitesPage(String who, String site, String origin, int status)
      throws Exception {
    Request request = from(request("POST", "localhost:8080", who, origin), site);
    assertEquals(status, judge(at("127.0.0.1", true), request));
  }

  private static Request from(Request request, String site) {
    HttpFields.Mutable headers = HttpFields.build(request.headers());
    if (!site.equals("-")) {
      headers.put("Sec-Fetch-Site", site);
    }
    return new Request(
        request.method(),
        request.path(),
        request.query(),
        headers,
        request.body(),
        request.peer());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, gpu-1.example:443, 200",
    "127.0.0.1, GPU-1.example,     200",
    "127.0.0.1, LOCALHOST:8080,    200",
    "127.0.0.1, evil.example,      403",
    "127.0.0.1, gpu-1.example.evil.example, 403",
    "127.0.0.1, '',                403",
    "192.0.2.1, gpu-1.example,     200",
    "192.0.2.1, evil.example,      403",
  })
  void isAnsweredUnderTheNamesThatAreConfigured(String address, String host, int status)
      throws Exception {
    ListenSettings listen =
        new ListenSettings(
            new InetSocketAddress(InetAddress.getByName(address), 8080),
            Optional.empty(),
            Set.of("gpu-1.example"));
    Access access = new Access(listen, () -> Optional.of(TOKEN), sessions);
    assertEquals(status, judge(access, request("GET", host, "token", "-")));
  }

  @Test
  void saysHowWhatTakesTheTokenIsDone() throws Exception {
    Request request = request("POST", "localhost:8080", "page", "-");
    Problem lacking = refused(at("127.0.0.1", true), request);
    assertEquals(
        "cannot change Slurm without the token: send Authorization: Bearer …, or begin the session"
            + " with it",
        lacking.getMessage());
    assertEquals(
        Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\""), lacking.headers());
    Problem none = refused(at("127.0.0.1", false), request);
    assertEquals(
        "cannot change Slurm without the token, and the service has none: give it the credential"
            + " api-token",
        none.getMessage());
    assertEquals(403, none.status());
    assertEquals(Map.of(), none.headers());
  }

  private static Problem refused(Access access, Request request) {
    return assertThrows(Problem.class, () -> access.require(Demand.TOKEN, request));
  }

  @Test
  void whatAsksForNothingIsAnsweredUnderAnOwnNameOnly() throws Exception {
    Access access = at("127.0.0.1", true);
    assertEquals(200, judge(access, Demand.NOTHING, request("POST", "localhost:8080", "-", "-")));
    assertEquals(403, judge(access, Demand.NOTHING, request("POST", "evil.example", "-", "-")));
  }

  @Test
  void aSessionIsOfOnePortOfThisMachine() throws Exception {
    Access access = at("127.0.0.1", false);
    assertEquals(401, judge(access, request("POST", "localhost:8081", "page", "-")));
    session = sessions.begin("[::1]:8081", false);
    assertEquals(200, judge(access, request("POST", "[::1]:8081", "page", "-")));
  }

  @Test
  void aSessionEnds() throws Exception {
    Access access = at("127.0.0.1", false);
    Request request = request("POST", "localhost:8080", "page", "-");
    assertEquals(200, judge(access, request));
    now.set(now.get().plus(Duration.ofHours(13)));
    assertEquals(401, judge(access, request));
  }

  @Test
  void ofTooManySessionsTheOldestEnds() throws Exception {
    Access access = at("127.0.0.1", false);
    for (int i = 0; i < 1000; i++) {
      var _ = sessions.begin("localhost:8080", false);
    }
    assertEquals(401, judge(access, request("POST", "localhost:8080", "page", "-")));
  }

  @Test
  void nobodyListensElsewhereWithoutAToken() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> at("192.0.2.1", false));
    assertEquals(
        "cannot listen on 192.0.2.1 without a token: give the credential api-token, or listen on"
            + " 127.0.0.1",
        refused.getMessage());
  }
}
