package org.dubnium.dbus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.testing.CapturedLog;
import org.dubnium.bus.testing.RawCall;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.FakeModeController;
import org.dubnium.dbus.testing.TestService;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each promise of the dispatcher, kept against messages that no binding would send. */
class GuardTest {
  private static final String STANDARD = "org.freedesktop.DBus.Error.";
  private static final String ROOT = "/org/dubnium/ModeController";

  private TestService service;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    client = service.bus.connectRaw();
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private static RawCall to(String path) {
    return new RawCall(Names.BUS_NAME, path);
  }

  private static RawCall evaluateGuards() {
    return to(ROOT).member(Names.MODE_CONTROLLER, "EvaluateGuards").with("s", "compute");
  }

  private void assertRefused(String error, RawCall call) {
    assertEquals(STANDARD + error, RawClient.errorName(client.call(call)));
    assertEquals(List.of(), service.controller.seen);
  }

  @Test
  void callOfTheContractReachesTheCode() {
    Message answer = client.call(evaluateGuards());

    assertEquals("aa{sv}", answer.getSig());
    assertEquals(List.of("EvaluateGuards compute"), service.controller.seen);
  }

  @Test
  void memberUnderAnotherInterfaceIsRefused() {
    assertRefused(
        "UnknownInterface",
        to(ROOT).member("org.evil.Other", "EvaluateGuards").with("s", "compute"));
  }

  @Test
  void interfaceOfAnotherObjectIsRefused() {
    assertRefused("UnknownInterface", to(ROOT).member(Names.JOB, "Cancel"));
    assertRefused(
        "UnknownInterface",
        to(service.job.path().value())
            .member(Names.MODE_CONTROLLER, "EvaluateGuards")
            .with("s", "x"));
  }

  @Test
  void unknownPathIsRefused() {
    assertRefused(
        "UnknownObject",
        to("/org/dubnium/Other").member(Names.MODE_CONTROLLER, "EvaluateGuards").with("s", "x"));
    assertRefused("UnknownObject", to(ROOT + "/job/99").member(Names.JOB, "Cancel"));
  }

  @Test
  void pathOnTheWayToObjectsOnlyTellsWhatIsBelow() {
    Message introspection =
        client.call(to("/org/dubnium").member("org.freedesktop.DBus.Introspectable", "Introspect"));
    String xml = (String) RawClient.values(introspection)[0];

    assertTrue(xml.contains("<node name=\"ModeController\"/>"), xml);
    assertRefused(
        "UnknownInterface",
        to("/org/dubnium").member(Names.MODE_CONTROLLER, "EvaluateGuards").with("s", "x"));
  }

  @Test
  void unknownMemberIsRefused() {
    assertRefused("UnknownMethod", to(ROOT).member(Names.MODE_CONTROLLER, "Format"));
    assertRefused("UnknownMethod", to(ROOT).member(Names.MODE_CONTROLLER, "evaluateGuards"));
  }

  @Test
  void wrongSignatureIsRefusedBeforeTheBodyIsRead() {
    RawCall call = to(ROOT).member(Names.MODE_CONTROLLER, "EvaluateGuards");

    assertRefused("InvalidArgs", call);
    assertRefused("InvalidArgs", call.with("u", 1));
    assertRefused("InvalidArgs", call.with("ss", "compute", "x"));
    assertRefused("InvalidArgs", call.with("v", new Variant<>("compute")));
  }

  @Test
  void interfaceMayBeLeftOutWhereTheMemberIsPlain() {
    client.call(to(ROOT).member(null, "EvaluateGuards").with("s", "compute"));

    assertEquals(List.of("EvaluateGuards compute"), service.controller.seen);
  }

  @Test
  void interfaceLeftOutAndMemberUnknownIsRefused() {
    assertRefused("UnknownMethod", to(ROOT).member(null, "Format"));
  }

  @Test
  void callerThatWantsNoAnswerGetsNone() {
    client.send(to(ROOT).member("org.evil.Other", "EvaluateGuards").flags(RawClient.NO_REPLY));
    client.send(evaluateGuards().flags(RawClient.NO_REPLY));
    long last = client.send(evaluateGuards());

    assertEquals(last, client.nextAnswer().getReplySerial());
  }

  @Test
  void errorsOfOursKeepTheirNames() {
    Message answer =
        client.call(
            to(ROOT)
                .member(Names.MODE_CONTROLLER, "RequestMode")
                .with("sa{sv}", "nowhere", Map.of()));

    assertEquals("org.dubnium.ModeController.Error.UnknownMode", RawClient.errorName(answer));
    assertEquals("cannot find a mode nowhere", RawClient.values(answer)[0]);
  }

  @Test
  void faultOfOursSaysNothingAboutItselfButToTheLog() {
    try (CapturedLog log = new CapturedLog(BusServer.class)) {
      Message answer = client.call(to(ROOT).member(Names.MODE_CONTROLLER, "VerifyAudit"));

      assertEquals(STANDARD + "Failed", RawClient.errorName(answer));
      String text = (String) RawClient.values(answer)[0];
      assertFalse(text.contains(FakeModeController.SECRET), text);
      assertFalse(text.contains("Exception"), text);
      assertTrue(log.lines().getFirst().contains(FakeModeController.SECRET), "not logged");
    }
  }

  @Test
  void errorTextThatTheBusForbidsStillReachesTheCaller() {
    Message answer = client.call(to(ROOT).member(Names.MODE_CONTROLLER, "Reload"));

    assertEquals(
        "org.dubnium.ModeController.Error.ConfigurationInvalid", RawClient.errorName(answer));
    assertEquals("cannot read line 3\ufffdof the file", RawClient.values(answer)[0]);
  }

  @Test
  void oversizeCallIsRefusedAndTheConnectionGoesOn() {
    String huge = "x".repeat(8 << 20);

    assertRefused(
        "LimitsExceeded", to(ROOT).member(Names.MODE_CONTROLLER, "EvaluateGuards").with("s", huge));
    assertEquals("", RawClient.errorName(client.call(evaluateGuards())));
  }

  @Test
  void longTextsOfOptionsAreRefused() {
    Message answer =
        client.call(
            to(ROOT)
                .member(Names.MODE_CONTROLLER, "RequestMode")
                .with("sa{sv}", "compute", Map.of("reason", new Variant<>("x".repeat(2000)))));

    assertEquals("org.dubnium.ModeController.Error.InvalidOption", RawClient.errorName(answer));
    assertEquals(List.of(), service.controller.seen);
  }

  @Test
  void bigEndianCallersAreUnderstood() {
    client.call(
        to(ROOT).member(Names.MODE_CONTROLLER, "EvaluateGuards").with("s", "compute").bigEndian());

    assertEquals(List.of("EvaluateGuards compute"), service.controller.seen);
  }

  @Test
  void flagsAndSenderReachTheCode() {
    RawCall call =
        to(ROOT).member(Names.MODE_CONTROLLER, "RequestMode").with("sa{sv}", "compute", Map.of());
    client.call(call);
    client.call(call.flags(4));

    assertEquals(client.uniqueName(), service.controller.calls.get(0).sender());
    assertFalse(service.controller.calls.get(0).allowsInteraction());
    assertTrue(service.controller.calls.get(1).allowsInteraction());
  }

  @Test
  void unknownHeaderFieldsDoNotEndTheConnection() {
    client.sendWithUnknownField(evaluateGuards().flags(RawClient.NO_REPLY));

    assertEquals("", RawClient.errorName(client.call(evaluateGuards())));
  }

  @Test
  void anyPathAnswersPing() {
    Message answer = client.call(to("/no/such/object").member("org.freedesktop.DBus.Peer", "Ping"));

    assertEquals("", RawClient.errorName(answer));
  }
}
