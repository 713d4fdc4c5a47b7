package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.client.BusClient;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.Reauthorisation;
import org.dubnium.daemon.fake.FakeAuthority;
import org.dubnium.daemon.port.Authority.Decision;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.client.ModeControllerListener;
import org.dubnium.dbus.client.SignalDispatcher;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.JobProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host changes while a request waits that was authorised. */
class ReauthorisationTest {

  private static final String PLAIN = "org.dubnium.ModeController.request-mode";
  private static final String DISRUPTIVE = "org.dubnium.ModeController.request-mode-disruptive";

  private final FrontendBench bench;
  private final CompletableFuture<Void> waits = new CompletableFuture<>();
  private final BusClient holder;

  ReauthorisationTest() throws Exception {
    bench = new FrontendBench();
    holder = bench.bus.connect();
  }

  @BeforeEach
  void delay() throws Exception {
    SignalDispatcher.subscribe(
        bench.client,
        new ModeControllerListener() {
          @Override
          public void jobChanged(long id) {
            if (state(id).equals("waiting")) {
              waits.complete(null);
            }
          }
        });
    FrontendBench.controllerOf(holder)
        .holdMode(
            new HoldRequest(
                "",
                HoldRequest.Direction.ANY,
                HoldRequest.Kind.DELAY,
                "backup",
                "one moment",
                Optional.empty()));
  }

  private String state(long job) {
    try {
      return bench.controller.job(job).state();
    } catch (ModeControllerException | InterruptedException gone) {
      return gone.toString();
    }
  }

  @AfterEach
  void stop() throws Exception {
    holder.close();
    bench.close();
  }

  @Test
  void nobodyIsAskedTwiceAboutTheSame() throws Exception {
    long job = waiting("compute");
    holder.close();
    assertEquals("committed", bench.outcome(job));
    assertEquals(List.of(PLAIN, DISRUPTIVE), requests());
  }

  /** They were asked about a session; now a model server would stop as well. */
  @Test
  void moreIsAskedAboutOnceMoreAndPromptsNobody() throws Exception {
    long job = waiting("compute");
    bench.polkit.answer(DISRUPTIVE, Decision.CHALLENGE);
    bench.host.units.unit("vllm.service").active();
    holder.close();
    JobProperties end = bench.end(job);
    assertEquals(Optional.of("blocked"), end.outcome());
    assertEquals("grant-exceeded", end.reason().code());
    assertTrue(end.reason().message().contains("unit vllm.service"));
    assertEquals(List.of(PLAIN, DISRUPTIVE, DISRUPTIVE), requests());
    assertFalse(bench.polkit.questions().getLast().interactive());
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void whoMayDoMoreGoesOn() throws Exception {
    long job = waiting("compute");
    bench.host.units.unit("vllm.service").active();
    holder.close();
    assertEquals("committed", bench.outcome(job));
    assertEquals(List.of(PLAIN, DISRUPTIVE, DISRUPTIVE), requests());
  }

  /** A move that ended nothing was asked for; it has come to end somebody's session. */
  @Test
  void aHarmlessRequestDoesNotBecomeADisruptiveOne() throws Exception {
    bench.host.sessions.close("1");
    bench.engine.engine.refresh();
    long job = waiting("compute");
    assertEquals(List.of(PLAIN), requests());
    bench.polkit.answer(DISRUPTIVE, Decision.NO);
    bench.host.logIn("alice", 1000);
    holder.close();
    assertEquals("grant-exceeded", bench.end(job).reason().code());
    assertEquals(List.of(), bench.host.sessions.terminated());
  }

  /** What they would pass a guard by for was not there when an administrator allowed it. */
  @Test
  void passingAGuardByForMoreTakesThatAuthorityAgain() throws Exception {
    Authorisation authorisation =
        new Authorisation(bench.engine.engine, new PolkitCheck(bench.polkit));
    var request =
        new TransitionRequest(
            new Operation.ModeSwitch(new ModeName("compute")),
            new Caller(
                1000, ":1.7", Optional.empty()),
            "",
            Set.of(),
            Optional.empty(),
            Optional.empty());
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Decision.CHALLENGE);
    assertTrue(authorisation.again(request, need(true, false)));
    assertFalse(authorisation.again(request, need(true, true)));
    bench.polkit.answer(DISRUPTIVE, Decision.NO);
    assertTrue(authorisation.again(request, need(false, false)));
    assertFalse(authorisation.again(request, need(true, false)));
  }

  private static Reauthorisation.Need need(
      boolean disruptive, boolean passesGuard) {
    return new Reauthorisation.Need(disruptive, passesGuard);
  }

  private List<String> requests() {
    return bench.polkit.questions().stream()
        .map(FakeAuthority.Question::action)
        .filter(action -> action.startsWith(PLAIN))
        .toList();
  }

  private long waiting(String mode) throws Exception {
    long job = bench.request(mode);
    waits.get(60, TimeUnit.SECONDS);
    return job;
  }
}
