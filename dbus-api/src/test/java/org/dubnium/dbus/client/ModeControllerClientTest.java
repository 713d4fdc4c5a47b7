package org.dubnium.dbus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.ErrorName;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.dbus.testing.FakeGpu;
import org.dubnium.dbus.testing.FakeJob;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every method of the contract, from the client to the service and back. */
class ModeControllerClientTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Call CALL = new Call(":1.1", 0, false, Arguments.NONE);

  private final TestService service = new TestService();
  private final BusClient bus = service.bus.connect();
  private final ModeControllerClient controller = new ModeControllerClient(() -> bus, DEADLINE);

  ModeControllerClientTest() throws Exception {}

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  /** A call that is to fail. */
  private interface Failing {
    Object call() throws Exception;
  }

  private static void assertFails(ErrorName error, Failing call) {
    assertEquals(
        error, assertThrows(ModeControllerException.class, call::call).error());
  }

  @Test
  void propertiesAreThoseOfTheService() throws Exception {
    assertEquals(service.controller.properties(), controller.properties());
    assertEquals(new FakeJob().properties(), controller.job(1));
    assertEquals(FakeGpu.properties(), controller.gpu(FakeGpu.UUID));
    assertEquals(List.of(FakeGpu.properties()), controller.gpus());
  }

  @Test
  void readsWhatTheServiceTells() throws Exception {
    assertEquals(
        service.controller.explain(CALL, "compute", RequestOptions.NONE),
        controller.explain("compute", RequestOptions.NONE));
    assertEquals(
        service.controller.evaluateGuards(CALL, "compute"), controller.evaluateGuards("compute"));
    assertEquals(Allowed.YES, controller.canRequestMode("compute"));
    assertEquals(service.controller.listGpuHolders(CALL), controller.listGpuHolders());
    assertEquals(service.controller.readTelemetry(CALL), controller.readTelemetry());
    assertEquals(service.controller.listTransitions(CALL, 3), controller.listTransitions(3));
    assertEquals("{\"schema\":1}", controller.describe());
    service.controller.refreshGate.countDown();
    controller.refresh();
    assertTrue(service.controller.seen.contains("Refresh"));
  }

  @Test
  void asksForAMode() throws Exception {
    RequestOptions options =
        new RequestOptions(
            Optional.of("night run"),
            List.of("cpu-load"),
            Optional.of(Duration.ofSeconds(5)),
            Optional.of("desktop"),
            Optional.of("cancel"),
            Optional.of(Duration.ofMinutes(1)),
            Optional.of("c2"));
    assertEquals(1, controller.requestMode("compute", options));
    assertEquals("RequestMode compute " + options, service.controller.seen.getFirst());
    assertFalse(service.controller.calls.getFirst().allowsInteraction());
    assertEquals(1, controller.requestMode("compute", options, DEADLINE));
    assertTrue(service.controller.calls.getLast().allowsInteraction());
  }

  @Test
  void takesAndReleasesHolds() throws Exception {
    HoldRequest hold =
        new HoldRequest(
            "compute",
            HoldRequest.Direction.LEAVE,
            HoldRequest.Kind.DELAY,
            "ardour",
            "a mix",
            Optional.of(7L));
    assertEquals(7, controller.holdMode(hold));
    controller.releaseHold(7);
    assertEquals(List.of("HoldMode " + hold, "ReleaseHold 7"), service.controller.seen);
  }

  @Test
  void delegatesRedeemsUsesAndRevokes() throws Exception {
    String ticket = controller.createDelegation("fleet-agent.service");
    assertEquals(FakeDelegation.DELEGATION, controller.redeemDelegation(ticket));
    assertEquals(FakeDelegation.ALICE, controller.useDelegation(FakeDelegation.DELEGATION));
    assertEquals(List.of(FakeDelegation.ALICE), controller.listDelegations());
    controller.revokeDelegation(FakeDelegation.ALICE.id());
    assertEquals(List.of(), controller.listDelegations());
  }

  @Test
  void errorsAreThoseOfTheContract() {
    assertFails(
        ModeError.UNKNOWN_MODE, () -> controller.requestMode("nowhere", RequestOptions.NONE));
    assertFails(ModeError.CONFIGURATION_INVALID, () -> done(controller::reload));
    assertFails(ModeError.NO_SUCH_JOB, () -> done(() -> controller.cancelJob(9)));
    assertFails(ModeError.NO_SUCH_TICKET, () -> controller.redeemDelegation("0".repeat(64)));
    assertFails(StandardError.UNKNOWN_OBJECT, () -> controller.job(9));
    assertFails(StandardError.FAILED, controller::verifyAudit);
    assertFails(
        StandardError.NO_REPLY, () -> done(controller.within(Duration.ofMillis(50))::refresh));
    ModeControllerException refused =
        assertThrows(
            ModeControllerException.class,
            () -> controller.requestMode("nowhere", RequestOptions.NONE));
    assertEquals("cannot find a mode nowhere", refused.getMessage());
  }

  private interface Action {
    void run() throws Exception;
  }

  private static Object done(Action action) throws Exception {
    action.run();
    return "done";
  }

  @Test
  void whoIsNotThereIsUnknown() throws Exception {
    try (PrivateBus empty = PrivateBus.start()) {
      BusClient alone = empty.connect();
      assertFails(
          StandardError.SERVICE_UNKNOWN,
          () -> new ModeControllerClient(() -> alone, DEADLINE).properties());
    }
  }

  @Test
  void oneThatIsSilentIsNotWaitedForLongerThanAsked() throws Exception {
    try (PrivateBus silent = PrivateBus.start()) {
      BusClient owner = silent.connect();
      BusServer.on(owner, Names.ROOT_PATH).requestName(Names.BUS_NAME);
      owner.connection().serve(call -> {});
      BusClient client = silent.connect();
      assertFails(
          StandardError.NO_REPLY,
          () ->
              new ModeControllerClient(() -> client, DEADLINE)
                  .within(Duration.ofMillis(100))
                  .properties());
    }
  }

  /** A service that has the name, and answers what no contract allows. */
  @Test
  void answersThatTheContractDoesNotAllowAreNamed() throws Exception {
    BusInterface odd =
        BusInterface.implementing(
                IntrospectionReader.read(
                        """
                        <interface name="org.dubnium.ModeController">
                          <method name="RequestMode">
                            <arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
                            <arg type="o" direction="out"/>
                          </method>
                          <method name="CanRequestMode">
                            <arg type="s" direction="in"/><arg type="s" direction="out"/>
                          </method>
                          <method name="ReadTelemetry"><arg type="aa{sv}" direction="out"/></method>
                          <method name="Describe"><arg type="u" direction="out"/></method>
                          <method name="VerifyAudit"/>
                          <property name="CurrentMode" type="u" access="read"/>
                        </interface>
                        """)
                    .getFirst())
            .method("RequestMode", call -> List.of(Names.ROOT_PATH))
            .method("CanRequestMode", call -> List.of("perhaps"))
            .method(
                "ReadTelemetry",
                call -> List.of(List.of(Map.of("uuid", Variant.of("s", "GPU-1")))))
            .method("Describe", call -> List.of(7))
            .method("VerifyAudit", call -> List.of())
            .properties(() -> Map.of("CurrentMode", 1))
            .build();
    try (PrivateBus other = PrivateBus.start()) {
      BusServer server = BusServer.on(other.connect(), Names.ROOT_PATH);
      server.export(Names.ROOT_PATH, odd);
      server.requestName(Names.BUS_NAME);
      BusClient client = other.connect();
      ModeControllerClient asking = new ModeControllerClient(() -> client, DEADLINE);
      assertFails(
          StandardError.INCONSISTENT_MESSAGE,
          () -> asking.requestMode("compute", RequestOptions.NONE));
      assertFails(StandardError.INCONSISTENT_MESSAGE, () -> asking.canRequestMode("compute"));
      assertFails(StandardError.INCONSISTENT_MESSAGE, asking::readTelemetry);
      assertFails(StandardError.INCONSISTENT_MESSAGE, asking::describe);
      assertFails(StandardError.INCONSISTENT_MESSAGE, asking::verifyAudit);
      ModeControllerException wrong =
          assertThrows(ModeControllerException.class, asking::properties);
      assertEquals(
          "cannot understand the mode controller: CurrentMode: it must be of type s",
          wrong.getMessage());
    }
  }
}
