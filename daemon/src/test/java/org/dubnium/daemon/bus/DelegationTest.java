package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.ErrorName;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.fake.FakeAuthority;
import org.dubnium.daemon.port.Authority.Decision;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.DelegationInfo;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.RequestOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service asks in the name of somebody who let it, for as long as they are logged in. */
class DelegationTest {

  private static final String DELEGATE = "org.dubnium.ModeController.delegate";
  private static final String REQUEST = "org.dubnium.ModeController.request-mode";
  private static final String AGENT = "fleet-agent.service";
  private static final long ALICE = 1000;
  private static final long BOB = 1001;
  private static final long AGENTS_USER = 990;

  private final FrontendBench bench;
  private final BusClient alice;
  private final BusClient agent;

  DelegationTest() throws Exception {
    bench = new FrontendBench();
    alice = bench.connectAs(process(50, ALICE, "session-1.scope", Optional.of("1")));
    agent = bench.connectAs(process(60, AGENTS_USER, AGENT, Optional.empty()));
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void theServiceAsksInTheNameOfWhoLetIt() throws Exception {
    String delegation = delegated();
    bench.end(request(agent, delegation));

    List<FakeAuthority.Question> asked = bench.polkit.questions();
    assertEquals(DELEGATE, asked.getFirst().action());
    assertEquals(Map.of("service", AGENT), asked.getFirst().details());
    assertEquals(Optional.empty(), asked.getFirst().caller().session());
    assertEquals(REQUEST, asked.getLast().action());
    assertEquals(Optional.of("1"), asked.getLast().caller().session());
    Caller recorded = recorded(AuditEvent.REQUESTED).getFirst().caller().orElseThrow();
    assertEquals(ALICE, recorded.uid());
    assertEquals(Optional.of(AGENT), recorded.unit());
    assertEquals(Optional.of("1"), recorded.session());
  }

  @Test
  void speakingForSomebodyGivesNoMoreThanTheyHave() throws Exception {
    String delegation = delegated();
    bench.polkit.answer(REQUEST, Decision.NO);
    assertRefused(StandardError.ACCESS_DENIED, () -> request(agent, delegation));
  }

  @Test
  void polkitSaysWhoMayDelegate() {
    bench.polkit.answer(DELEGATE, Decision.NO);
    assertRefused(StandardError.ACCESS_DENIED, () -> create(alice));
  }

  @Test
  void aProgramOfTheUsersOwnManagerIsOfTheirSessionAtTheMachine() throws Exception {
    open("c7", ALICE, "alice", "user", "online", "", true);
    BusClient applet =
        bench.connectAs(process(51, ALICE, "user@1000.service", Optional.empty()));
    redeem(agent, create(applet));
    assertEquals("1", list(alice).getFirst().session());
  }

  @Test
  void whoIsInNoLoginSessionDelegatesNothing() throws Exception {
    open("c1", ALICE, "alice", "background", "active", "", false);
    open("c2", ALICE, "alice", "user", "closing", "seat0", false);
    open("c3", 0, "root", "user", "active", "seat0", false);
    open("c4", BOB, "bob", "user", "active", "", true);
    for (ProcessInfo who :
        List.of(
            process(70, ALICE, "session-c1.scope", Optional.of("c1")),
            process(71, ALICE, "session-c2.scope", Optional.of("c2")),
            process(72, 0, "session-c3.scope", Optional.of("c3")),
            process(73, ALICE, "session-gone.scope", Optional.of("gone")),
            process(74, BOB, "session-1.scope", Optional.of("1")),
            process(75, ALICE, "cron.service", Optional.empty()),
            process(76, ALICE, "docker-1234.scope", Optional.empty()),
            // Of another's manager, and of one whose user is not at the machine.
            process(77, ALICE, "user@1001.service", Optional.empty()),
            process(78, BOB, "user@1001.service", Optional.empty()))) {
      BusClient client = bench.connectAs(who);
      assertRefused(StandardError.ACCESS_DENIED, () -> create(client));
    }
    assertEquals(List.of(), recorded(AuditEvent.DELEGATED));
  }

  @Test
  void aProcessThatIsGoneIsNobody() throws Exception {
    // Its PID is another user's now: the bus goes on telling who connected.
    bench.host.proc.show(process(50, BOB, "session-1.scope", Optional.of("1")));
    assertRefused(StandardError.ACCESS_DENIED, () -> create(alice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sshd.service", "", "fleet-agent", "../fleet-agent.service"})
  void onlyWhatTheConfigurationAllowsIsDelegatedTo(String service) {
    assertRefused(
        StandardError.INVALID_ARGS,
        () -> create(alice, service));
  }

  @Test
  void optionsThatNobodyKnowsAreErrors() {
    BusException refused =
        assertThrows(
            BusException.class,
            () ->
                alice.call(
                    FrontendBench.method("CreateDelegation")
                        .with("sa{sv}", AGENT, Map.of("session", Variant.of("s", "2")))));
    assertTrue(refused.is(ModeError.INVALID_OPTION), refused.errorName());
  }

  @Test
  void onlyTheServiceRedeemsATicketAndOnce() throws Exception {
    String ticket = create(alice);
    BusClient job =
        bench.connectAs(process(61, AGENTS_USER, "slurmd.service", Optional.empty()));
    for (BusClient other : List.of(alice, job)) {
      assertRefused(StandardError.ACCESS_DENIED, () -> redeem(other, ticket));
    }
    assertEquals(64, redeem(agent, ticket).length());
    assertRefused(ModeError.NO_SUCH_TICKET, () -> redeem(agent, ticket));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "", "../1", "not hexadecimal"})
  void aSessionIsNoDelegation(String session) {
    assertRefused(ModeError.INVALID_OPTION, () -> request(agent, session));
    assertRefused(ModeError.INVALID_OPTION, () -> explain(agent, session));
    assertRefused(ModeError.INVALID_OPTION, () -> use(agent, session));
    assertRefused(ModeError.NO_SUCH_TICKET, () -> redeem(agent, session));
  }

  @Test
  void theServiceCannotMakeOne() throws Exception {
    String forged = "0".repeat(64);
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> request(agent, forged));
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> explain(agent, forged));
    assertRefused(ModeError.NO_SUCH_TICKET, () -> redeem(agent, forged));
    assertRefused(StandardError.ACCESS_DENIED, () -> create(agent));
    // A ticket is none yet.
    String ticket = create(alice);
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> request(agent, ticket));
  }

  @Test
  void aDelegationIsOfUseToTheServiceAlone() throws Exception {
    String delegation = delegated();
    BusClient job =
        bench.connectAs(process(61, AGENTS_USER, "slurmd.service", Optional.empty()));
    for (BusClient other : List.of(alice, job)) {
      assertRefused(StandardError.ACCESS_DENIED, () -> request(other, delegation));
      assertRefused(StandardError.ACCESS_DENIED, () -> explain(other, delegation));
      assertRefused(StandardError.ACCESS_DENIED, () -> use(other, delegation));
    }
  }

  @Test
  void loggingOutEndsIt() throws Exception {
    String delegation = delegated();
    String ticket = create(alice);
    bench.host.sessions.close("1");
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> request(agent, delegation));
    assertRefused(ModeError.NO_SUCH_TICKET, () -> redeem(agent, ticket));
    // Whoever logs in next may get the same id, and even the same PID.
    bench.host.proc.show(process(7, ALICE, "session-1.scope", Optional.of("1")));
    open("1", ALICE, "alice", "user", "active", "seat0", false);
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> explain(agent, delegation));
  }

  @Test
  void theNextLookAfterALogoutEndsItThoughNobodyAsks() throws Exception {
    String delegation = delegated();
    bench.host.sessions.close("1");
    bench.controller.refresh();
    assertEquals("logged-out", recorded(AuditEvent.DELEGATED).getLast().reason().orElseThrow());
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> use(agent, delegation));
  }

  @Test
  void aSessionWithAnotherLeaderIsAnother() throws Exception {
    String delegation = delegated();
    int leader = bench.host.sessions.open().getFirst().leader();
    bench.host.proc.show(
        new ProcessInfo(leader, "weston", 7, ALICE, Optional.of("session-1.scope"), Optional.of("1")));
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> request(agent, delegation));
  }

  @Test
  void whileLogindDoesNotAnswerNobodySpeaksForAnybody() throws Exception {
    String delegation = delegated();
    bench.host.sessions.breakReads("cannot read logind's sessions: no answer");
    assertRefused(ModeError.OBSERVATION_UNAVAILABLE, () -> request(agent, delegation));
    bench.host.sessions.breakReads(null);
    explain(agent, delegation);
  }

  @Test
  void whoDelegatedRootAndTheServiceMayEndIt() throws Exception {
    BusClient root = bench.connectAs(process(80, 0, "ssh.service", Optional.empty()));
    BusClient bob = bench.connectAs(process(81, BOB, "cron.service", Optional.empty()));
    for (BusClient who : List.of(alice, root, agent)) {
      String delegation = delegated();
      String id = list(alice).getFirst().id();
      assertRefused(ModeError.NOT_OWNER, () -> revoke(bob, id));
      revoke(who, id);
      assertRefused(ModeError.NO_SUCH_DELEGATION, () -> use(agent, delegation));
      assertRefused(ModeError.NO_SUCH_DELEGATION, () -> revoke(who, id));
    }
  }

  @Test
  void everybodySeesTheirOwnAndRootAll() throws Exception {
    String delegation = delegated();
    BusClient root = bench.connectAs(process(80, 0, "ssh.service", Optional.empty()));
    BusClient bob = bench.connectAs(process(81, BOB, "cron.service", Optional.empty()));
    assertEquals(List.of(), list(bob));
    assertEquals(List.of(), list(agent));
    assertEquals(list(alice), list(root));
    DelegationInfo shown = list(alice).getFirst();
    assertEquals(AGENT, shown.service());
    assertEquals("alice", shown.user());
    assertFalse(shown.toString().contains(delegation));
  }

  @Test
  void eachStepIsOnRecordWithoutTheSecret() throws Exception {
    String ticket = create(alice);
    String delegation = redeem(agent, ticket);
    assertEquals("alice", use(agent, delegation).user());
    revoke(alice, list(alice).getFirst().id());
    List<AuditEntry> entries = recorded(AuditEvent.DELEGATED);
    assertEquals(
        List.of("created", "redeemed", "used", "ended"),
        entries.stream().map(entry -> entry.details().get("status")).toList());
    for (AuditEntry entry : entries) {
      assertEquals(AGENT, entry.details().get("service"));
      assertEquals("alice", entry.details().get("user"));
      assertEquals("1", entry.details().get("session"));
      assertFalse(entry.toString().contains(ticket));
      assertFalse(entry.toString().contains(delegation));
    }
  }

  @Test
  void whatCannotBePutOnRecordIsNot() {
    bench.engine.audit.fullAfter(0);
    assertRefused(ModeError.AUDIT_UNAVAILABLE, () -> create(alice));
    bench.engine.audit.makeRoom();
    assertTrue(bench.engine.audit.entries().stream().noneMatch(this::isCreation));
  }

  private boolean isCreation(AuditEntry entry) {
    return "created".equals(entry.details().get("status"));
  }

  @Test
  void aDaemonThatStartsAnewKnowsNone() throws Exception {
    String delegation = delegated();
    bench.restart();
    assertRefused(ModeError.NO_SUCH_DELEGATION, () -> request(agent, delegation));
    assertEquals(List.of(), list(alice));
  }

  private String delegated() throws Exception {
    return redeem(agent, create(alice));
  }

  private static String create(BusClient who) throws Exception {
    return create(who, AGENT);
  }

  private static String create(BusClient who, String service) throws Exception {
    return FrontendBench.controllerOf(who).createDelegation(service);
  }

  private static String redeem(BusClient who, String ticket) throws Exception {
    return FrontendBench.controllerOf(who).redeemDelegation(ticket);
  }

  private static DelegationInfo use(BusClient who, String delegation) throws Exception {
    return FrontendBench.controllerOf(who).useDelegation(delegation);
  }

  private static void revoke(BusClient who, String id) throws Exception {
    FrontendBench.controllerOf(who).revokeDelegation(id);
  }

  private static List<DelegationInfo> list(BusClient who) throws Exception {
    return FrontendBench.controllerOf(who).listDelegations();
  }

  private static long request(BusClient who, String delegation) throws Exception {
    return FrontendBench.controllerOf(who).requestMode("studio-local", onBehalf(delegation));
  }

  private static ExplainInfo explain(BusClient who, String delegation) throws Exception {
    return FrontendBench.controllerOf(who).explain("studio-local", onBehalf(delegation));
  }

  private static RequestOptions onBehalf(String delegation) {
    return RequestOptions.NONE.inTheNameOf(Optional.of(delegation));
  }

  private List<AuditEntry> recorded(AuditEvent event) {
    return bench.engine.audit.entries().stream().filter(one -> one.event() == event).toList();
  }

  private void open(
      String id, long uid, String user, String sessionClass, String state, String seat, boolean remote) {
    bench.host.proc.show(process(900, 0, "session-" + id + ".scope", Optional.of(id)));
    bench.host.sessions.open(
        new Session(
            id, uid, user, "tty", sessionClass, state, seat, remote, "sshd", 900,
            "session-" + id + ".scope"));
  }

  private static ProcessInfo process(
      int pid, long uid, String unit, Optional<String> session) {
    return new ProcessInfo(pid, "test", 100, uid, Optional.of(unit), session);
  }

  private void assertRefused(ErrorName error, Executable call) {
    ModeControllerException refused = assertThrows(ModeControllerException.class, call);
    assertEquals(error, refused.error());
    assertTrue(String.valueOf(refused.getMessage()).startsWith("cannot "), refused.getMessage());
    assertTrue(bench.engine.engine.activeJob().isEmpty());
  }
}
