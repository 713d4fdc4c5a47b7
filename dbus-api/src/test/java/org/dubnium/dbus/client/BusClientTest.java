package org.dubnium.dbus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Credentials;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.client.Subscription;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.testing.RawCall;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusClientTest {
  private TestService service;
  private BusClient client;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    client = service.bus.connect();
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private static Request request(String member) {
    return new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, member);
  }

  private String failure(Request request) {
    return assertThrows(BusException.class, () -> client.call(request)).errorName();
  }

  private static void assertCause(StandardError error, ExecutionException failure) {
    BusException cause = assertInstanceOf(BusException.class, failure.getCause());
    assertEquals(error.errorName(), cause.errorName());
  }

  @Test
  void resultsComeAsPlainJava() throws Exception {
    Arguments guards = client.call(request("EvaluateGuards").with("s", "compute"));

    assertEquals(Variant.of("s", "audio-idle"), guards.dicts(0).getFirst().get("name"));
    assertEquals(
        Names.job(1), client.call(request("RequestMode").with("sa{sv}", "x", Map.of())).path(0));
  }

  @Test
  void errorsOfTheServiceKeepTheirNames() {
    assertEquals(
        "org.dubnium.ModeController.Error.UnknownMode",
        failure(request("RequestMode").with("sa{sv}", "nowhere", Map.of())));
  }

  @Test
  void serviceThatIsNotThereIsUnknown() {
    assertEquals(
        StandardError.SERVICE_UNKNOWN.errorName(),
        failure(new Request("org.dubnium.Nobody", "/", "org.dubnium.Nobody", "Nothing")));
  }

  @Test
  void answerThatDoesNotComeIsNoReply() {
    BusException failure =
        assertThrows(
            BusException.class,
            () -> client.call(request("Refresh").within(Duration.ofMillis(50))));

    assertTrue(failure.is(StandardError.NO_REPLY));
    assertTrue(failure.text().contains("Refresh of " + Names.BUS_NAME), failure.text());
  }

  @Test
  void asynchronousCallsFailAsOthersDo() throws Exception {
    assertEquals("{\"schema\":1}", client.callAsync(request("Describe")).get().string(0));
    ExecutionException late =
        assertThrows(
            ExecutionException.class,
            () -> client.callAsync(request("Refresh").within(Duration.ofMillis(50))).get());
    assertCause(StandardError.NO_REPLY, late);
  }

  @Test
  void requestThatTheBusWouldRefuseIsRefusedHere() throws Exception {
    assertThrows(
        WireException.class,
        () -> client.call(new Request("no bus name", "/", Names.MODE_CONTROLLER, "Describe")));
    assertThrows(
        WireException.class,
        () -> client.call(new Request(Names.BUS_NAME, "/a/", Names.MODE_CONTROLLER, "Describe")));
    assertThrows(
        WireException.class, () -> client.call(request("EvaluateGuards").with("s", "a\0b")));

    assertEquals("{\"schema\":1}", client.call(request("Describe")).string(0));
  }

  @Test
  void interruptedCallerDoesNotCostTheConnection() throws Exception {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> client.call(request("Refresh")));

    assertEquals("{\"schema\":1}", client.call(request("Describe")).string(0));
  }

  @Test
  void signalsComeInOrder() throws Exception {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased"), signals::add);
    ModeControllerSignals emitter = new ModeControllerSignals(service.server);
    for (int i = 0; i < 1000; i++) {
      emitter.holdReleased(i, "released");
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, signals.take().arguments().integer(0));
    }
  }

  @Test
  void signalsOfOthersThanTheOwnerOfTheNameAreDropped() throws Exception {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased").withArg0("forged"),
        signals::add);
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased"), signals::add);
    RawClient forger = service.bus.connectRaw();

    forger.sendSignal(
        client.uniqueName(),
        Names.ROOT_PATH.value(),
        Names.MODE_CONTROLLER,
        "HoldReleased",
        "forged");
    // The forger's answer shows that the bus has passed its signal on before the true one.
    forger.call(
        new RawCall(Names.BUS_NAME, Names.ROOT_PATH.value())
            .member(Names.MODE_CONTROLLER, "Describe"));
    new ModeControllerSignals(service.server).holdReleased(7, "released");

    assertEquals(List.of(7L, "released"), signals.take().arguments().values());
    assertTrue(signals.isEmpty());
  }

  @Test
  void nextOwnerOfTheNameIsHeard() throws Exception {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.signal("org.dubnium.Later", Names.MODE_CONTROLLER, "HoldReleased"), signals::add);
    service.server.requestName("org.dubnium.Later");
    new ModeControllerSignals(service.server).holdReleased(8, "released");

    assertEquals(8, signals.take().arguments().integer(0));
  }

  @Test
  void closedSubscriptionIsSilent() throws Exception {
    BlockingQueue<Signal> first = new LinkedBlockingQueue<>();
    BlockingQueue<Signal> second = new LinkedBlockingQueue<>();
    MatchRule rule = MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased");
    Subscription closed = client.subscribe(rule, first::add);
    client.subscribe(rule, second::add);
    closed.close();
    closed.close();
    new ModeControllerSignals(service.server).holdReleased(9, "released");

    assertEquals(9, second.take().arguments().integer(0));
    assertTrue(first.isEmpty());
  }

  @Test
  void callToClientThatServesNothingIsRefused() throws Exception {
    BusClient other = service.bus.connect();

    assertEquals(
        StandardError.UNKNOWN_OBJECT.errorName(),
        failure(new Request(other.uniqueName(), "/", "org.freedesktop.DBus.Peer", "Ping")));
  }

  @Test
  void clientThatGoesIsSeenToGo() throws Exception {
    BusClient other = service.bus.connect();
    BlockingQueue<Optional<String>> owners = new LinkedBlockingQueue<>();
    client.watchName(other.uniqueName(), owners::add);
    other.close();

    assertEquals(Optional.empty(), owners.take());
    assertEquals(Optional.empty(), client.owner(other.uniqueName()));
  }

  @Test
  void credentialsAreThoseOfTheProcess() throws Exception {
    Credentials credentials = client.credentials(client.uniqueName());

    assertEquals(ProcessHandle.current().pid(), credentials.pid());
  }

  @Test
  void nameThatSomebodyHasCannotBeTaken() throws Exception {
    BusClient other = service.bus.connect();
    BusException failure =
        assertThrows(
            BusException.class,
            () -> BusServer.on(other, Names.ROOT_PATH).requestName(Names.BUS_NAME));

    assertTrue(failure.text().contains("somebody else has it"), failure.text());
  }
}
