package org.dubnium.daemon.adapter.polkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.fake.FakeProcTable;
import org.dubnium.daemon.port.Authority.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolkitAuthorityTest {

  private static final String ACTION = "org.dubnium.ModeController.request-mode";
  private static final Map<String, String> DETAILS = Map.of("mode", "compute");

  private final PrivateBus bus = PrivateBus.start();
  private final FakePolkit polkit;
  private final FakeProcTable processes = new FakeProcTable();
  private final BusClient caller;
  private final PolkitAuthority authority;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  PolkitAuthorityTest() throws Exception {
    polkit = new FakePolkit(bus.connect());
    caller = bus.connect();
    authority = new PolkitAuthority(bus.connect(), processes, Duration.ofMinutes(5));
  }

  @AfterEach
  void tearDown() throws Exception {
    bus.close();
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "true,  false, YES",
    "false, false, NO",
    "false, true,  CHALLENGE",
  })
  void decidesAsPolkitDoes(boolean authorized, boolean challenge, Decision decision) {
    polkit.answer = call -> FakePolkit.answer(authorized, challenge);
    assertEquals(decision, decide(false));
    assertEquals(decision, decide(true));
  }

  @Test
  void asksAboutTheCallersBusNameWithDetails() throws InterruptedException {
    assertEquals(Decision.YES, decide(false));
    Arguments asked = polkit.asked.take();
    assertEquals(
        Struct.of(
            "system-bus-name", Map.of("name", Variant.of("s", caller.uniqueName()))),
        asked.get(0));
    assertEquals(ACTION, asked.string(1));
    assertEquals(DETAILS, asked.map(2));
    assertEquals(0, asked.integer(3));

    assertEquals(Decision.YES, decide(true));
    assertEquals(1, polkit.asked.take().integer(3));
  }

  @Test
  void asksAboutTheSessionThatACallerSpeaksFor() throws InterruptedException {
    int pid = startInSession("c2");
    startInSession("c2");
    Caller agent = caller(caller.uniqueName(), 990).onBehalfOf("c2", 1000);
    assertEquals(Decision.YES, authority.decide(agent, ACTION, DETAILS, true));
    assertEquals(
        Struct.of(
            "unix-process",
            Map.of(
                "pid", Variant.of("u", (long) pid),
                "start-time", Variant.of("t", pid * 10L),
                "uid", Variant.of("i", 1000))),
        polkit.asked.take().get(0));
  }

  @Test
  void aSessionInWhichNothingRunsMayNothing() {
    startInSession("c2");
    Caller agent = caller(caller.uniqueName(), 990);
    assertEquals(Decision.NO, authority.decide(agent.onBehalfOf("c3", 1000), ACTION, DETAILS, true));
    assertEquals(Decision.NO, authority.decide(agent.onBehalfOf("c2", 1001), ACTION, DETAILS, true));
    assertTrue(polkit.asked.isEmpty());
  }

  @Test
  void rootIsNotAskedAbout() {
    polkit.answer = call -> FakePolkit.answer(false, false);
    assertEquals(
        Decision.YES, authority.decide(caller(caller.uniqueName(), 0), ACTION, DETAILS, true));
    assertTrue(polkit.asked.isEmpty());
  }

  @Test
  void anErrorOfPolkitsIsANo() {
    polkit.answer =
        call -> {
          throw new BusException("org.freedesktop.PolicyKit1.Error.Failed", "no such action");
        };
    assertEquals(Decision.NO, decide(false));
    assertEquals(Decision.NO, decide(true));
  }

  @Test
  void withoutPolkitOnlyRootMay() throws Exception {
    try (PrivateBus empty = PrivateBus.start()) {
      BusClient client = empty.connect();
      PolkitAuthority alone = new PolkitAuthority(client, processes, Duration.ofMinutes(5));
      String name = client.uniqueName();
      assertEquals(Decision.NO, alone.decide(caller(name, 1000), ACTION, DETAILS, false));
      assertEquals(Decision.YES, alone.decide(caller(name, 0), ACTION, DETAILS, false));
    }
  }

  @Test
  void aCallerWhoLeavesIsNotPromptedForAnyMore() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    polkit.answer =
        call -> {
          never.await();
          return FakePolkit.answer(true, false);
        };
    CompletableFuture<Decision> decision =
        CompletableFuture.supplyAsync(() -> decide(true), threads);
    String id = polkit.asked.take().string(4);
    caller.close();
    assertEquals(Decision.NO, decision.join());
    assertEquals(id, polkit.cancelled.take());
    never.countDown();
  }

  @Test
  void aPersonWhoDoesNotAnswerIsNotPromptedForEver() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    polkit.answer =
        call -> {
          never.await();
          return FakePolkit.answer(true, false);
        };
    PolkitAuthority impatient = new PolkitAuthority(bus.connect(), processes, Duration.ofMillis(50));
    assertEquals(
        Decision.NO, impatient.decide(caller(caller.uniqueName(), 1000), ACTION, DETAILS, true));
    assertEquals(polkit.asked.take().string(4), polkit.cancelled.take());
    never.countDown();
  }

  @Test
  void promptsDoNotHoldUpEachOther() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    polkit.answer =
        call -> {
          both.countDown();
          both.await();
          return FakePolkit.answer(true, false);
        };
    var one = CompletableFuture.supplyAsync(() -> decide(true), threads);
    var other = CompletableFuture.supplyAsync(() -> decide(true), threads);
    assertEquals(List.of(Decision.YES, Decision.YES), List.of(one.join(), other.join()));
  }

  private Decision decide(boolean interactive) {
    return authority.decide(caller(caller.uniqueName(), 1000), ACTION, DETAILS, interactive);
  }

  private int startInSession(String session) {
    return processes
        .start(
            "shell",
            Optional.of("session-" + session + ".scope"),
            Optional.of(session),
            GpuProcess.Kind.COMPUTE,
            Map.of(),
            Set.of())
        .info()
        .pid();
  }

  private static Caller caller(String name, long uid) {
    return new Caller(uid, name, Optional.empty());
  }
}
