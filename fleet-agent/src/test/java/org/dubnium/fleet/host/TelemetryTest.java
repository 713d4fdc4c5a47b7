package org.dubnium.fleet.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.contract.TelemetryInfo;
import org.dubnium.dbus.testing.FakeModeController;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.telemetry.scrape.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mode controller measures, in the words of the fleet. */
class TelemetryTest {

  private static final Map<String, Variant> SAMPLE =
      TelemetryInfo.CODEC.write(
          new FakeModeController()
              .readTelemetry(new Call(":1.1", 0, false, Arguments.NONE))
              .getFirst());

  private static TelemetryInfo sample(String key, Variant value) {
    Map<String, Variant> changed = new LinkedHashMap<>(SAMPLE);
    changed.put(key, value);
    return TelemetryInfo.CODEC.read(changed);
  }

  @Test
  void telemetryIsInTheWordsOfTheFleet() {
    GpuReading gpu = Telemetry.gpu(TelemetryInfo.CODEC.read(SAMPLE)).orElseThrow();
    assertEquals("GPU-1", gpu.uuid());
    assertEquals("NVIDIA Test", gpu.name());
    assertEquals("00000000:01:00.0", gpu.pciBusId());
    assertEquals(50, gpu.values().get(Metric.GPU_TEMPERATURE));
    assertEquals(12, gpu.values().get(Metric.GPU_ECC_CORRECTED));
    // The gravest that nothing has recovered, and not the last, 13.
    assertEquals(79, gpu.values().get(Metric.GPU_XID));
    assertEquals(1, gpu.values().get(Metric.GPU_THROTTLE));
    assertEquals(null, gpu.values().get(Metric.GPU_UTILIZATION), "it was not told");
  }

  @ParameterizedTest
  @ValueSource(longs = {128, 4_294_967_295L})
  void aGpuOfAnOddIndexIsNone(long index) {
    assertEquals(Optional.empty(), Telemetry.gpu(sample("index", Variant.of("u", index))));
  }

  @Test
  void anIndexThatIsNoNumberOfTheContractIsNotRead() {
    assertThrows(WireException.class, () -> sample("index", Variant.of("x", -1)));
  }

  @Test
  void aGpuWithoutAnIndexIsNotTheFirst() {
    Map<String, Variant> without = new LinkedHashMap<>(SAMPLE);
    without.remove("index");
    assertThrows(WireException.class, () -> TelemetryInfo.CODEC.read(without));
  }

  @Test
  void thisHostIsReadOrSaysWhyNot() throws Exception {
    try (TestService service = new TestService()) {
      BusClient bus = service.bus.connect();
      HostSource source =
          new HostSource(
              new NodeId("workstation"),
              new ModeControllerClient(() -> bus, Duration.ofMinutes(1)),
              InstantSource.system());
      NodeReading reading = source.read();
      assertEquals(List.of("GPU-1"), reading.gpus().stream().map(GpuReading::uuid).toList());
      assertEquals(List.of(), reading.troubles());
      service.disappear();
      SourceException silent = assertThrows(SourceException.class, source::read);
      assertEquals(
          true, String.valueOf(silent.getMessage()).startsWith("cannot read this host: "));
    }
  }
}
