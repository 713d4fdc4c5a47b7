package org.dubnium.daemon.bus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.dubnium.common.xid.Xid;
import org.dubnium.common.xid.XidCatalogue;
import org.dubnium.common.xid.XidHistory;
import org.dubnium.daemon.classify.GpuErrors;
import org.dubnium.daemon.classify.GpuHealth;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuTelemetry;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.dbus.contract.GpuProperties;
import org.dubnium.dbus.contract.HolderInfo;
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
   * @param errors that the driver reported
   */
  static GpuProperties of(
      Gpu gpu,
      String role,
      GpuHealth health,
      GpuErrors errors,
      Reading<List<GpuHolder>> holders) {
    GpuTelemetry now = gpu.telemetry();
    return new GpuProperties(
        gpu.identity().uuid(),
        gpu.identity().index(),
        gpu.identity().name(),
        gpu.identity().pciBusId(),
        memoryKind(gpu).orElse("unknown"),
        memory(gpu, GpuMemory.Dedicated::totalBytes),
        role,
        true,
        gpu.asleep(),
        health.text(),
        errors.recovery().text(),
        errors.last().map(event -> xid(event, errors)),
        memory(gpu, GpuMemory.Dedicated::usedBytes),
        Wire.number(now.gpuUtilization()),
        Wire.number(now.memoryUtilization()),
        Wire.number(now.temperatureC()),
        Wire.number(now.powerMilliwatts()),
        Wire.number(now.smClockMhz()),
        Wire.number(now.memoryClockMhz()),
        reasons(now).orElse(List.of()),
        known(holders));
  }

  /** The same GPU, which the driver no longer shows. */
  static GpuProperties gone(GpuProperties last) {
    return unmeasured(last, false, false, GpuHealth.LOST, last.recovery(), Optional.empty());
  }

  /** The same GPU while the driver does not answer: without the values that were measured before. */
  static GpuProperties unreadable(GpuProperties last) {
    return unmeasured(
        last,
        last.present(),
        false,
        last.present() ? GpuHealth.UNKNOWN : GpuHealth.LOST,
        last.recovery(),
        Optional.empty());
  }

  /** The same GPU while it sleeps: not measured, so as not to wake it. */
  static GpuProperties asleep(
      GpuProperties last, GpuHealth health, GpuErrors errors, Reading<List<GpuHolder>> holders) {
    return unmeasured(last, true, true, health, errors.recovery().text(), known(holders));
  }

  private static Optional<List<HolderInfo>> known(Reading<List<GpuHolder>> holders) {
    return holders instanceof Reading.Value<List<GpuHolder>>(List<GpuHolder> all)
        ? Optional.of(Wire.holders(all))
        : Optional.empty();
  }

  private static GpuProperties unmeasured(
      GpuProperties last,
      boolean present,
      boolean asleep,
      GpuHealth health,
      String recovery,
      Optional<List<HolderInfo>> holders) {
    return new GpuProperties(
        last.uuid(),
        last.index(),
        last.name(),
        last.pciBusId(),
        last.memoryKind(),
        last.memoryTotal(),
        last.role(),
        present,
        asleep,
        health.text(),
        recovery,
        last.lastXid(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        List.of(),
        holders);
  }

  /** What changes about a GPU. */
  static TelemetryInfo telemetry(Gpu gpu, Instant at, GpuErrors errors) {
    GpuTelemetry now = gpu.telemetry();
    return new TelemetryInfo(
        gpu.identity().uuid(),
        gpu.identity().index(),
        gpu.identity().name(),
        gpu.identity().pciBusId(),
        gpu.asleep(),
        at,
        memoryKind(gpu),
        memory(gpu, GpuMemory.Dedicated::usedBytes),
        memory(gpu, GpuMemory.Dedicated::freeBytes),
        memory(gpu, GpuMemory.Dedicated::totalBytes),
        Wire.number(now.gpuUtilization()),
        Wire.number(now.memoryUtilization()),
        Wire.number(now.temperatureC()),
        Wire.number(now.powerMilliwatts()),
        Wire.number(now.smClockMhz()),
        Wire.number(now.memoryClockMhz()),
        reasons(now),
        Wire.number(now.eccCorrected()),
        Wire.number(now.eccUncorrected()),
        errors.last().stream().mapToLong(GpuEvent::xid).findFirst(),
        errors.worst().stream().mapToLong(worst -> worst.xid().code()).findFirst(),
        errors.recovery().text());
  }

  /** An event as clients see it, without what came before it. */
  static XidInfo xid(GpuEvent event) {
    return xid(event, GpuErrors.NONE);
  }

  private static XidInfo xid(GpuEvent event, GpuErrors errors) {
    Xid meaning = XidCatalogue.of(event.xid());
    return new XidInfo(
        event.xid(),
        event.at(),
        meaning.name(),
        meaning.severity().text(),
        errors.worst().map(GpuObject::worst));
  }

  private static XidInfo.Worst worst(XidHistory.Entry worst) {
    return new XidInfo.Worst(worst.xid().code(), worst.first(), worst.xid().name());
  }

  private static Optional<String> memoryKind(Gpu gpu) {
    return gpu.memory() instanceof Reading.Value<GpuMemory>(GpuMemory memory)
        ? Optional.of(memory.text())
        : Optional.empty();
  }

  private static OptionalLong memory(Gpu gpu, ToLongFunction<GpuMemory.Dedicated> amount) {
    return gpu.memory() instanceof Reading.Value<GpuMemory>(GpuMemory.Dedicated own)
        ? OptionalLong.of(amount.applyAsLong(own))
        : OptionalLong.empty();
  }

  private static Optional<List<String>> reasons(GpuTelemetry telemetry) {
    return telemetry.throttleReasons() instanceof Reading.Value<Set<String>>(Set<String> reasons)
        ? Optional.of(reasons.stream().sorted().toList())
        : Optional.empty();
  }
}
