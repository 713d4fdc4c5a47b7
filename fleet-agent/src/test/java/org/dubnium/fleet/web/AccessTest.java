package org.dubnium.fleet.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.fleet.api.FakeDelegations;
import org.dubnium.fleet.host.Delegate;
import org.dubnium.fleet.listen.AnyPort;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.listen.Peer;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  private static final String TOKEN = "the-token";
  private static final long OWN_UID = 990;
  private static final Peer TCP =
      new Peer.Network(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000));

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Sessions sessions = new Sessions(now::get);
  private final FakeDelegations delegations = new FakeDelegations();
  private Sessions.NewSession session = sessions.begin(Optional.of(FakeDelegations.ALICE));

  /** 200 for what may be answered. */
  private static int judge(Access access, Request request) throws Exception {
    return judge(access, AccessLevel.CHECKED, request);
  }

  private static int judge(Access access, AccessLevel demand, Request request) throws Exception {
    try {
      access.require(demand, request);
      return 200;
    } catch (Problem problem) {
      assertTrue(String.valueOf(problem.getMessage()).startsWith("cannot "));
      return problem.status();
    }
  }

  private Access at(String address, boolean withToken) throws Exception {
    return at(address, withToken, true);
  }

  private Access at(String address, boolean withToken, boolean openReading) throws Exception {
    return new Access(
        AnyPort.of(InetAddress.getByName(address)),
        openReading,
        () -> Optional.of(TOKEN).filter(token -> withToken),
        sessions,
        delegations,
        OWN_UID);
  }

  private Request request(String method, String host, String who, String origin)
      throws Exception {
    return request(method, host, who, origin, TCP);
  }

  private Request request(String method, String host, String who, String origin, Peer peer)
      throws Exception {
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
      case "csrf" -> headers.put(Access.CSRF, session.csrf());
      case "page" -> {
        headers.put("Cookie", cookie);
        headers.put(Access.CSRF, session.csrf());
      }
      case "guess" -> {
        headers.put("Cookie", cookie);
        headers.put(Access.CSRF, "0".repeat(64));
      }
      default -> {}
    }
    return new Request(
        method, Map.of(), Query.parse(null), headers, InputStream.nullInputStream(), peer);
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
    "127.0.0.1, false, DELETE, localhost:8080,   -,      -,                       401",
    "127.0.0.1, false, DELETE, localhost:8080,   page,   http://localhost:8080,   200",
    "127.0.0.1, false, DELETE, localhost:8080,   page,   -,                       200",
    "127.0.0.1, false, DELETE, localhost:8080,   page,   http://evil.example,     403",
    "127.0.0.1, false, DELETE, localhost:8080,   page,   http://localhost:9999,   403",
    "127.0.0.1, false, DELETE, localhost:8080,   cookie, http://localhost:8080,   401",
    "127.0.0.1, false, DELETE, localhost:8080,   guess,  http://localhost:8080,   401",
    "127.0.0.1, false, DELETE, localhost:8080,   csrf,   http://localhost:8080,   401",
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
    "GET,  -,      401",
    "GET,  cookie, 200",
    "GET,  token,  200",
    "POST, -,      401",
    "POST, page,   200",
  })
  void readingCanBeClosed(String method, String who, int status) throws Exception {
    assertEquals(
        status,
        judge(at("127.0.0.1", true, false), request(method, "localhost:8080", who, "-")));
  }

  /** Alice over ssh, cron, a container with the host's network, the near end of a tunnel. */
  @Test
  void whoeverElseIsOnThisMachineIsNobodyInParticular() throws Exception {
    Access access = at("127.0.0.1", true);
    Problem refused =
        assertThrows(
            Problem.class,
            () -> access.require(AccessLevel.CHECKED, request("POST", "localhost:8080", "-", "-")));
    assertEquals(401, refused.status());
    assertEquals(
        "cannot change anything without a session: open the page with 'fleet open' from your login"
            + " session at this machine, or send the token (Authorization: Bearer …)",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "0,    true,  GET,  200",
    "0,    true,  POST, 200",
    "990,  true,  POST, 200",
    "1000, true,  GET,  200",
    "1000, true,  POST, 401",
    "0,    false, GET,  200",
    "1000, false, GET,  401",
  })
  void overTheSocketTheKernelSaysWhoAsks(long uid, boolean openReading, String method, int status)
      throws Exception {
    for (String address : List.of("127.0.0.1", "192.0.2.1")) {
      Request request =
          request(method, "localhost", "-", "-", new Peer.LocalUser(uid, uid, 4711));
      assertEquals(status, judge(at(address, true, openReading), request), address);
    }
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
    Access access =
        new Access(listen, true, () -> Optional.of(TOKEN), sessions, delegations, OWN_UID);
    assertEquals(status, judge(access, request("GET", host, "token", "-")));
  }

  @Test
  void eachChangeOfAPersonsIsCheckedByTheModeController() throws Exception {
    Access access = at("127.0.0.1", false);
    Request change = request("POST", "localhost:8080", "page", "-");
    assertEquals(200, judge(access, change));
    assertEquals(List.of("use 5a1e"), delegations.asked);
    assertEquals(200, judge(access, request("GET", "localhost:8080", "page", "-")));
    assertEquals(200, judge(access, AccessLevel.CHECKED_BY_CONTROLLER, change));
    assertEquals(1, delegations.asked.size());
  }

  @ParameterizedTest
  @CsvSource({
    "org.dubnium.ModeController.Error.NoSuchDelegation,       401",
    "org.freedesktop.DBus.Error.LimitsExceeded,               429",
    "org.freedesktop.DBus.Error.AccessDenied,                 403",
    "org.dubnium.ModeController.Error.ObservationUnavailable, 503",
    "'',                                                      503",
  })
  void whatTheModeControllerRefusesIsRefused(String error, int status) throws Exception {
    delegations.refuse(error);
    Request change = request("POST", "localhost:8080", "page", "-");
    assertEquals(status, judge(at("127.0.0.1", false), change));
    assertEquals(status != 401, sessions.has(change), "a session that is over has ended");
  }

  @Test
  void whatAsksForNothingIsAnsweredUnderAnOwnNameOnly() throws Exception {
    Access access = at("127.0.0.1", true);
    assertEquals(200, judge(access, AccessLevel.PUBLIC, request("POST", "localhost:8080", "-", "-")));
    assertEquals(403, judge(access, AccessLevel.PUBLIC, request("POST", "evil.example", "-", "-")));
  }

  @Test
  void cookiesOfTwoAgentsOnOneMachineHaveTwoNames() {
    Sessions other = new Sessions(now::get);
    String theirs = other.begin(Optional.empty()).cookie();
    assertTrue(
        !theirs.replaceFirst("=.*", "").equals(session.cookie().replaceFirst("=.*", "")), theirs);
    assertTrue(theirs.endsWith("; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200"), theirs);
  }

  @Test
  void aSessionEndsWithTheDelegationAndUseRenewsIt() throws Exception {
    Access access = at("127.0.0.1", false);
    Instant halfAnHour = now.get().plus(Duration.ofMinutes(30));
    session = sessions.begin(Optional.of(until(halfAnHour)));
    Request change = request("POST", "localhost:8080", "page", "-");
    now.set(halfAnHour.minusSeconds(1));
    delegations.expires(halfAnHour.plus(Duration.ofMinutes(30)));
    assertEquals(200, judge(access, change));
    now.set(halfAnHour.plus(Duration.ofMinutes(29)));
    assertEquals(200, judge(access, change));
    now.set(halfAnHour.plus(Duration.ofMinutes(30)));
    assertEquals(401, judge(access, change));
  }

  @Test
  void aSessionOfTheTokenEnds() throws Exception {
    Access access = at("127.0.0.1", true);
    session = sessions.begin(Optional.empty());
    Request change = request("POST", "localhost:8080", "page", "-");
    assertEquals(200, judge(access, change));
    now.set(now.get().plus(Sessions.LIFE));
    assertEquals(401, judge(access, change));
  }

  /** What is not for everybody: who reads it must be somebody in particular. */
  @ParameterizedTest
  @CsvSource({
    "-,      0,    401",
    "token,  0,    200",
    "wrong,  0,    401",
    "cookie, 0,    401",
    "guess,  0,    401",
    "page,   0,    200",
    "-,      1000, 200",
  })
  void aReaderThatIsKnown(String who, long uid, int status) throws Exception {
    Peer peer = uid == 0 ? TCP : new Peer.LocalUser(uid, uid, 17);
    Request request = request("GET", "localhost:8080", who, "-", peer);
    assertEquals(status, known(at("127.0.0.1", true), request));
  }

  private static int known(Access access, Request request) throws Exception {
    try {
      var _ = access.requireKnownReader(request);
      return 200;
    } catch (Problem problem) {
      assertTrue(String.valueOf(problem.getMessage()).startsWith("cannot "));
      return problem.status();
    }
  }

  @Test
  void whoseDelegationIsOverReadsNothingMore() throws Exception {
    Request request = request("GET", "localhost:8080", "page", "-");
    delegations.refuse(ModeError.NO_SUCH_DELEGATION.errorName());
    assertEquals(401, known(at("127.0.0.1", true), request));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTooManySessionsOfOneTheirOldestEnds(boolean alices) throws Exception {
    Access access = at("127.0.0.1", true);
    Optional<Delegate> who = Optional.of(FakeDelegations.ALICE).filter(alice -> alices);
    session = sessions.begin(who);
    Request first = request("POST", "localhost:8080", "page", "-");
    // Of alice's there was one already.
    int before = alices ? 1 : 0;
    int most = alices ? Sessions.MOST_OF_PERSON : Sessions.MOST_OF_TOKEN;
    for (int i = before + 1; i < most; i++) {
      assertEquals(List.of(), sessions.begin(who).replaced());
    }
    for (int i = 0; i < before; i++) {
      assertEquals(1, sessions.begin(who).replaced().size());
    }
    assertEquals(200, judge(access, first));
    Sessions.NewSession bobs =
        sessions.begin(
            Optional.of(new Delegate("b", "b", 1001, "bob", "3", FakeDelegations.ALICE.expires())));
    assertEquals(List.of(), bobs.replaced());
    assertEquals(200, judge(access, first), "others' sessions end nobody's");
    assertEquals(before, sessions.begin(who).replaced().size());
    assertEquals(401, judge(access, first));
  }

  private static Delegate until(Instant expires) {
    return new Delegate(
        FakeDelegations.ALICE.secret(), "5a1e", 1000, "alice", "2", expires);
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
