package org.dubnium.dbus.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.dbus.testing.FakeModeController;
import org.junit.jupiter.api.Test;

/** Every key that we send stands in the XML with its type, for whoever reads only that. */
class DictKeysTest {
  private static final Call CALL = new Call(":1.1", 0, false, Arguments.NONE);
  private static final RequestOptions NO_OPTIONS =
      new RequestOptions(
              Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

  private final FakeModeController controller = new FakeModeController();

  @Test
  void keysOfTheController() throws Exception {
    ModeControllerProperties properties = controller.properties();

    assertDocumented(Names.MODE_CONTROLLER, controller.explain(CALL, "compute", NO_OPTIONS));
    assertDocumented(Names.MODE_CONTROLLER, controller.evaluateGuards(CALL, "compute").getFirst());
    assertDocumented(
        Names.MODE_CONTROLLER, controller.explain(CALL, "compute", NO_OPTIONS).steps().getFirst());
    assertDocumented(
        Names.MODE_CONTROLLER, controller.explain(CALL, "compute", NO_OPTIONS).ends().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, controller.listGpuHolders(CALL).getFirst());
    assertDocumented(Names.MODE_CONTROLLER, controller.readTelemetry(CALL).getFirst());
    assertDocumented(Names.MODE_CONTROLLER, controller.listTransitions(CALL, 0).getFirst());
    assertDocumented(Names.MODE_CONTROLLER, properties.degradations().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, properties.modes().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, properties.holds().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, FakeDelegation.ALICE);
    assertDocumented(Names.MODE_CONTROLLER, new AuditInfo(true, 1, 0, "events.jsonl", "", 1, 1, "00"));
  }

  @Test
  void keysOfJobsAndGpus() throws Exception {
    assertDocumented(
        Names.JOB,
        new ReasonInfo(
            "guard-denied",
            "",
            controller.evaluateGuards(CALL, "compute"),
            Optional.of("step"),
            Optional.of("unit"),
            Optional.of("failed"),
            controller.listGpuHolders(CALL),
            List.of(new ClauseInfo("a", "b", "c")),
            Optional.of("degraded")));
    assertDocumented(Names.JOB, new RequesterInfo(0, ":1.1", Optional.empty()));
    assertDocumented(Names.GPU, new XidInfo(
            45,
            Instant.EPOCH,
            "channel torn down",
            "info",
            Optional.of(new XidInfo.Worst(79, Instant.EPOCH, "GPU fell off the bus"))));
  }

  private static void assertDocumented(String interfaceName, AsDict dict) throws Exception {
    String xml = file(interfaceName).replaceAll("\\s+", " ");
    for (Map.Entry<String, Variant> entry : dict.asDict().entrySet()) {
      String type = entry.getValue().signature().text();
      String key = "\"" + entry.getKey() + "\" ";
      assertTrue(xml.contains(key + type), interfaceName + " does not document " + key + type);
    }
  }

  private static String file(String interfaceName) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            Contract.class.getResourceAsStream("/dbus-1/interfaces/" + interfaceName + ".xml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
