package org.dubnium.daemon.delegation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.delegation.DelegationRefused.Kind;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.Policy.DelegationPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How long tickets and delegations hold, how many there may be, and to whom they are of use. */
class DelegationsTest {

  private static final String AGENT = "fleet-agent.service";
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LIFE = Duration.ofHours(12);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final List<ServiceDelegation.Ended> ended = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-29T08:00:00Z");
  private DelegationPolicy policy = new DelegationPolicy(Set.of(AGENT), IDLE, LIFE);
  private final Delegations delegations =
      new Delegations(() -> policy, () -> now, ended::add);

  @Test
  void aTicketIsOfUseOnce() throws Exception {
    ServiceDelegation.Issued ticket = delegations.create(person(1000), AGENT);
    ServiceDelegation.Issued delegation = delegations.redeem(ticket.secret(), AGENT);
    assertNotEquals(ticket.secret(), delegation.secret());
    assertEquals(person(1000), delegations.use(delegation.secret(), AGENT).person());
    assertRefused(Kind.NO_SUCH_TICKET, () -> delegations.redeem(ticket.secret(), AGENT));
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(ticket.secret(), AGENT));
  }

  @Test
  void aTicketIsOfUseForAMinute() throws Exception {
    ServiceDelegation.Issued ticket = delegations.create(person(1000), AGENT);
    now = now.plus(Delegations.TICKET_LIFE).minus(MOMENT);
    assertEquals(1, delegations.all().size());
    now = now.plus(MOMENT);
    assertRefused(Kind.NO_SUCH_TICKET, () -> delegations.redeem(ticket.secret(), AGENT));
    assertEquals(List.of(ServiceDelegation.Ended.Why.NOT_REDEEMED), whys());
  }

  @Test
  void whatIsOneServicesIsOfNoUseToAnother() throws Exception {
    policy = new DelegationPolicy(Set.of(AGENT, "other.service"), IDLE, LIFE);
    ServiceDelegation.Issued ticket = delegations.create(person(1000), AGENT);
    assertRefused(Kind.NO_SUCH_TICKET, () -> delegations.redeem(ticket.secret(), "other.service"));
    String delegation = delegations.redeem(ticket.secret(), AGENT).secret();
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(delegation, "other.service"));
    assertEquals(AGENT, delegations.use(delegation, AGENT).service());
  }

  @Test
  void whatIsNotUsedEnds() throws Exception {
    String delegation = delegate(1000);
    for (int i = 0; i < 3; i++) {
      now = now.plus(IDLE).minus(MOMENT);
      assertEquals(1000, delegations.use(delegation, AGENT).person().uid());
    }
    now = now.plus(IDLE);
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(delegation, AGENT));
    assertEquals(List.of(ServiceDelegation.Ended.Why.IDLE), whys());
  }

  @Test
  void whatIsUsedAllTheTimeEndsAfterItsLife() throws Exception {
    String delegation = delegate(1000);
    Instant end = now.plus(LIFE);
    while (now.plus(IDLE).minus(MOMENT).isBefore(end)) {
      now = now.plus(IDLE).minus(MOMENT);
      assertEquals(AGENT, delegations.use(delegation, AGENT).service());
    }
    assertEquals(end, delegations.all().getFirst().expires());
    now = end;
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(delegation, AGENT));
    assertEquals(List.of(ServiceDelegation.Ended.Why.EXPIRED), whys());
  }

  @Test
  void lookingAtThemIsNoUse() throws Exception {
    String delegation = delegate(1000);
    now = now.plus(IDLE).minus(MOMENT);
    assertEquals(now.plus(MOMENT), delegations.all().getFirst().expires());
    now = now.plus(MOMENT);
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(delegation, AGENT));
  }

  @Test
  void endsWithTheSession() throws Exception {
    String alices = delegate(1000);
    String bobs = delegate(1001);
    ServiceDelegation.Issued ticket = delegations.create(person(1000), AGENT);
    delegations.endOthersThan(List.of(session(person(1001), "active")));
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(alices, AGENT));
    assertRefused(Kind.NO_SUCH_TICKET, () -> delegations.redeem(ticket.secret(), AGENT));
    assertEquals(1001, delegations.use(bobs, AGENT).person().uid());
    assertEquals(List.of(ServiceDelegation.Ended.Why.LOGGED_OUT, ServiceDelegation.Ended.Why.LOGGED_OUT), whys());
  }

  @Test
  void aLaterSessionOfThatNameIsAnother() throws Exception {
    String delegation = delegate(1000);
    PersonSession later = new PersonSession(1000, "user1000", "s1000", 4711, 5);
    delegations.endOthersThan(List.of(session(later, "active")));
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(delegation, AGENT));
  }

  @Test
  void whoIsLeavingHasLoggedOut() throws Exception {
    String delegation = delegate(1000);
    delegations.endOthersThan(List.of(session(person(1000), "closing")));
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(delegation, AGENT));
  }

  @Test
  void aServiceThatIsNotAllowedAnyMoreHasNone() throws Exception {
    String delegation = delegate(1000);
    policy = new DelegationPolicy(Set.of(), IDLE, LIFE);
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(delegation, AGENT));
    assertEquals(List.of(ServiceDelegation.Ended.Why.NOT_ALLOWED), whys());
  }

  @Test
  void oneUserHasFewTicketsAndLeavesOthersRoom() throws Exception {
    for (int i = 0; i < Delegations.TICKETS_OF_ONE_USER; i++) {
      assertTrue(Secrets.isOne(delegations.create(person(1000), AGENT).secret()));
    }
    assertRefused(Kind.LIMIT, () -> delegations.create(person(1000), AGENT));
    assertTrue(Secrets.isOne(delegations.create(person(1001), AGENT).secret()));
  }

  @Test
  void allUsersTogetherHaveSoManyTickets() throws Exception {
    for (int i = 0; i < Delegations.TICKETS_OF_ALL; i++) {
      assertEquals(i, delegations.create(person(i), AGENT).delegation().person().uid());
    }
    assertRefused(Kind.LIMIT, () -> delegations.create(person(5000), AGENT));
    now = now.plus(Delegations.TICKET_LIFE);
    assertEquals(5000, delegations.create(person(5000), AGENT).delegation().person().uid());
  }

  @Test
  void nobodyDelegatesMoreOftenThanAPersonWould() throws Exception {
    for (int i = 0; i < Delegations.TICKETS_A_MINUTE; i++) {
      assertTrue(Secrets.isOne(delegate(1000)));
    }
    assertRefused(Kind.LIMIT, () -> delegations.create(person(1000), AGENT));
    assertTrue(Secrets.isOne(delegate(1001)));
    now = now.plusSeconds(60);
    assertTrue(Secrets.isOne(delegate(1000)));
  }

  @Test
  void ofTooManyOfOnePersonTheLeastUsedEnds() throws Exception {
    List<String> theirs = new ArrayList<>();
    for (int i = 0; i < Delegations.OF_ONE_USER; i++) {
      theirs.add(delegate(1000));
      now = now.plusSeconds(10);
    }
    String first = theirs.getFirst();
    assertEquals(1000, delegations.use(first, AGENT).person().uid());
    String latest = delegate(1000);
    assertEquals(Delegations.OF_ONE_USER, delegations.all().size());
    assertRefused(Kind.NO_SUCH_DELEGATION, () -> delegations.use(theirs.get(1), AGENT));
    assertEquals(1000, delegations.use(first, AGENT).person().uid());
    assertEquals(1000, delegations.use(latest, AGENT).person().uid());
    assertEquals(List.of(ServiceDelegation.Ended.Why.REPLACED), whys());
  }

  @Test
  void allTogetherHaveSoMany() throws Exception {
    for (int i = 0; i < Delegations.OF_ALL; i++) {
      assertTrue(Secrets.isOne(delegate(2000 + i)));
    }
    ServiceDelegation.Issued ticket = delegations.create(person(1000), AGENT);
    assertRefused(Kind.LIMIT, () -> delegations.redeem(ticket.secret(), AGENT));
    assertTrue(Secrets.isOne(delegate(2000)), "who has one may have another in its place");
  }

  @Test
  void usesOfOnePersonAreCounted() throws Exception {
    ServiceDelegation alice = delegations.use(delegate(1000), AGENT);
    for (int i = 0; i < Delegations.USES_A_MINUTE; i++) {
      delegations.count(alice);
    }
    assertRefused(Kind.LIMIT, () -> delegations.count(alice));
    delegations.count(delegations.use(delegate(1001), AGENT));
    now = now.plusSeconds(60);
    delegations.count(alice);
  }

  @Test
  void aLimitKeepsNothingOfWhoDidNothing() {
    RateLimit limit = new RateLimit(1);
    assertTrue(limit.admits(1, now));
    assertFalse(limit.admits(1, now));
    assertTrue(limit.admits(2, now.plusSeconds(60)));
    assertEquals(1, limit.users());
    assertTrue(limit.admits(2, now), "a clock that was set back shuts nobody out");
  }

  @Test
  void nothingShownHasTheSecret() throws Exception {
    ServiceDelegation.Issued ticket = delegations.create(person(1000), AGENT);
    assertFalse((ticket + " " + delegations.all()).contains(ticket.secret()));
    assertEquals(Optional.empty(), delegations.all().getFirst().lastUsed());
  }

  private String delegate(long uid) throws DelegationRefused {
    return delegations.redeem(delegations.create(person(uid), AGENT).secret(), AGENT).secret();
  }

  private List<ServiceDelegation.Ended.Why> whys() {
    return ended.stream().map(ServiceDelegation.Ended::why).toList();
  }

  private static PersonSession person(long uid) {
    return new PersonSession(uid, "user" + uid, "s" + uid, (int) uid + 10, 100);
  }

  private static Session session(PersonSession of, String state) {
    return new Session(
        of.session(), of.uid(), of.user(), "wayland", "user", state, "seat0", false, "login",
        of.leader(), "session-" + of.session() + ".scope");
  }

  private static void assertRefused(Kind kind, Executable call) {
    assertEquals(kind, assertThrows(DelegationRefused.class, call).kind());
  }
}
