package org.dubnium.daemon.bus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuTelemetry;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.dbus.contract.GpuProperties;
import org.dubnium.dbus.contract.TelemetryInfo;
import org.dubnium.dbus.contract.XidInfo;

/** One GPU as the bus shows it. */
final class GpuObject {

  private volatile GpuProperties properties;

  GpuObject(GpuProperties properties) {
    this.properties = properties;
  }

  GpuProperties properties() {
    return properties;
  }

  void update(GpuProperties now) {
    properties = now;
  }

  /**
   * What the bus shows of a GPU that the driver shows.
   *
   * @param holders of this GPU
   * @param health by what the driver said of it
   */
  static GpuProperties of(
      Gpu gpu,
      String role,
      GpuHealth health,
      Optional<GpuEvent> lastEvent,
      Reading<List<GpuHolder>> holders) {
    GpuTelemetry now = gpu.telemetry();
    return new GpuProperties(
        gpu.identity().uuid(),
        gpu.identity().index(),
        gpu.identity().name(),
        gpu.identity().pciBusId(),
        Wire.number(gpu.memory().map(GpuMemory::totalBytes)),
        role,
        true,
        health.text(),
        lastEvent.map(event -> new XidInfo(event.xid(), event.at())),
        Wire.number(gpu.memory().map(GpuMemory::usedBytes)),
        Wire.number(now.gpuUtilization()),
        Wire.number(now.memoryUtilization()),
        Wire.number(now.temperatureC()),
        Wire.number(now.powerMilliwatts()),
        Wire.number(now.smClockMhz()),
        Wire.number(now.memoryClockMhz()),
        reasons(now).orElse(List.of()),
        holders instanceof Reading.Value<List<GpuHolder>>(List<GpuHolder> all)
            ? Optional.of(Wire.holders(all))
            : Optional.empty());
  }

  /** The same GPU, which the driver no longer shows. */
  static GpuProperties gone(GpuProperties last) {
    return unmeasured(last, false, GpuHealth.LOST);
  }

  /** The same GPU, while the driver does not answer: what was measured before says nothing now. */
  static GpuProperties unreadable(GpuProperties last) {
    return unmeasured(last, last.present(), last.present() ? GpuHealth.UNKNOWN : GpuHealth.LOST);
  }

  private static GpuProperties unmeasured(
      GpuProperties last, boolean present, GpuHealth health) {
    return new GpuProperties(
        last.uuid(),
        last.index(),
        last.name(),
        last.pciBusId(),
        last.memoryTotal(),
        last.role(),
        present,
        health.text(),
        last.lastXid(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        Optional.empty());
  }

  /** What changes about a GPU. */
  static TelemetryInfo telemetry(Gpu gpu, Instant at, Optional<GpuEvent> lastEvent) {
    GpuTelemetry now = gpu.telemetry();
    return new TelemetryInfo(
        gpu.identity().uuid(),
        gpu.identity().index(),
        gpu.identity().name(),
        gpu.identity().pciBusId(),
        at,
        Wire.number(gpu.memory().map(GpuMemory::usedBytes)),
        Wire.number(gpu.memory().map(GpuMemory::freeBytes)),
        Wire.number(gpu.memory().map(GpuMemory::totalBytes)),
        Wire.number(now.gpuUtilization()),
        Wire.number(now.memoryUtilization()),
        Wire.number(now.temperatureC()),
        Wire.number(now.powerMilliwatts()),
        Wire.number(now.smClockMhz()),
        Wire.number(now.memoryClockMhz()),
        reasons(now),
        Wire.number(now.eccCorrected()),
        Wire.number(now.eccUncorrected()),
        lastEvent.stream().mapToLong(GpuEvent::xid).findFirst());
  }

  private static Optional<List<String>> reasons(GpuTelemetry telemetry) {
    return telemetry.throttleReasons() instanceof Reading.Value<Set<String>>(Set<String> reasons)
        ? Optional.of(reasons.stream().sorted().toList())
        : Optional.empty();
  }
}
