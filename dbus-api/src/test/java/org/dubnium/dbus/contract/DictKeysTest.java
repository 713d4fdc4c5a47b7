package org.dubnium.dbus.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.testing.FakeDelegation;
import org.dubnium.dbus.testing.FakeModeController;
import org.dubnium.dbus.testing.FakeModels;
import org.junit.jupiter.api.Test;

/** Every key that we send stands in the XML with its type, for whoever reads only that. */
class DictKeysTest {
  private static final Call CALL = new Call(":1.1", 0, false, Arguments.NONE);
  private static final RequestOptions NO_OPTIONS =
      new RequestOptions(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final FakeModeController controller = new FakeModeController();

  @Test
  void keysOfTheController() throws Exception {
    ModeControllerProperties properties = controller.properties();

    assertDocumented(Names.MODE_CONTROLLER, ExplainInfo.CODEC, controller.explain(CALL, "compute", NO_OPTIONS));
    assertDocumented(Names.MODE_CONTROLLER, GuardInfo.CODEC, controller.evaluateGuards(CALL, "compute").getFirst());
    assertDocumented(
        Names.MODE_CONTROLLER, StepInfo.CODEC, controller.explain(CALL, "compute", NO_OPTIONS).steps().getFirst());
    assertDocumented(
        Names.MODE_CONTROLLER, EndInfo.CODEC, controller.explain(CALL, "compute", NO_OPTIONS).ends().getFirst());
    assertDocumented(
        Names.MODE_CONTROLLER,
        ClusterJobInfo.CODEC,
        controller.explain(CALL, "compute", NO_OPTIONS).jobs().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, HolderInfo.CODEC, controller.listGpuHolders(CALL).getFirst());
    assertDocumented(Names.MODE_CONTROLLER, TelemetryInfo.CODEC, controller.readTelemetry(CALL).getFirst());
    assertDocumented(Names.MODE_CONTROLLER, TransitionInfo.CODEC, controller.listTransitions(CALL, 0).getFirst());
    assertDocumented(Names.MODE_CONTROLLER, DegradationInfo.CODEC, properties.degradations().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, ModeInfo.CODEC, properties.modes().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, HoldInfo.CODEC, properties.holds().getFirst());
    assertDocumented(Names.MODE_CONTROLLER, DelegationInfo.CODEC, FakeDelegation.ALICE);
    assertDocumented(
        Names.MODE_CONTROLLER,
        GpuFitInfo.CODEC,
        new GpuFitInfo(Optional.of("why"), Optional.empty()));
    assertDocumented(
        Names.MODE_CONTROLLER,
        GpuFitInfo.Estimate.CODEC,
        new GpuFitInfo.Estimate(true, Optional.of("GPU-1"), 1, 1, 3, 2, 1, 5, 6, 7, false));
    assertDocumented(
        Names.MODE_CONTROLLER,
        NoticeInfo.CODEC,
        new NoticeInfo(
            Names.job(1), List.of("a"), Duration.ZERO, 0, "", Optional.of("small")));
    assertDocumented(Names.MODE_CONTROLLER, AuditInfo.CODEC, new AuditInfo(true, 1, 0, "events.jsonl", "", 1, 1, "00"));
  }

  @Test
  void keysOfModels() throws Exception {
    assertDocumented(Names.MODELS, ModelInfo.CODEC, FakeModels.SMALL);
    assertDocumented(Names.MODELS, ModelServerInfo.CODEC, ModelServerInfo.OFF);
    assertDocumented(
        Names.MODELS,
        ModelEventInfo.CODEC,
        new ModelEventInfo(
            Optional.of("a"), OptionalLong.of(1), OptionalLong.of(1), Optional.of("b")));
  }

  @Test
  void keysOfJobsAndGpus() throws Exception {
    assertDocumented(
        Names.JOB,
        ReasonInfo.CODEC, new ReasonInfo(
            "guard-denied",
            "",
            controller.evaluateGuards(CALL, "compute"),
            Optional.of("step"),
            Optional.of("unit"),
            Optional.of("failed"),
            controller.listGpuHolders(CALL),
            List.of(new ClauseInfo("a", "b", "c")),
            Optional.of("degraded"),
            Optional.of("cuda-oom-load")));
    assertDocumented(Names.JOB, RequesterInfo.CODEC, new RequesterInfo(0, ":1.1", Optional.empty()));
    assertDocumented(Names.GPU, XidInfo.CODEC, new XidInfo(
            45,
            Instant.EPOCH,
            "channel torn down",
            "info",
            Optional.of(new XidInfo.Worst(79, Instant.EPOCH, "GPU fell off the bus"))));
  }

  private static <T> void assertDocumented(String interfaceName, DictCodec<T> codec, T record)
      throws Exception {
    String xml = file(interfaceName).replaceAll("\\s+", " ");
    for (Map.Entry<String, Variant> entry : codec.write(record).entrySet()) {
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
