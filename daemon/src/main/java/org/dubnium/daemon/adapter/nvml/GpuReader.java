package org.dubnium.daemon.adapter.nvml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.GpuTelemetry;
import org.dubnium.daemon.domain.observation.Reading;

/** Reads every GPU of an initialised NVML, on one thread. */
final class GpuReader {

  private final NvmlCalls calls;
  private final Fallback fallback;
  private final MemoryReader memory;
  private final ProcessLists processes;
  private final TelemetryReader telemetry;

  /** Who was at an index when last it could be asked: a lost GPU no longer says who it is. */
  private final Map<Integer, GpuIdentity> known = new HashMap<>();

  GpuReader(NvmlCalls calls, String driverVersion) {
    this.calls = calls;
    this.fallback = new Fallback(calls);
    this.memory = new MemoryReader(calls, fallback);
    this.processes = new ProcessLists(calls, fallback, DriverVersion.parse(driverVersion));
    this.telemetry = new TelemetryReader(calls, fallback);
  }

  /**
   * All GPUs in NVML's order. One that is lost stays in the list with nothing readable; one that
   * was lost before it was ever identified makes the whole list unavailable, since to leave it out
   * would say that it is not there.
   */
  Reading<List<Gpu>> read() {
    return Devices.count(fallback).flatMap(this::read);
  }

  private Reading<List<Gpu>> read(int count) {
    List<Gpu> gpus = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      switch (read(index, Devices.handle(fallback, index))) {
        case Reading.Value<Gpu>(Gpu gpu) -> gpus.add(gpu);
        case Reading.Unavailable<Gpu>(String why) -> {
          return Reading.unavailable(why);
        }
      }
    }
    return Reading.of(gpus);
  }

  private Reading<Gpu> read(int index, Reading<Long> handle) {
    Reading<GpuIdentity> identity = handle.flatMap(device -> identity(index, device));
    return switch (identity) {
      case Reading.Value<GpuIdentity>(GpuIdentity found) -> {
        known.put(index, found);
        yield handle.map(device -> measured(found, device));
      }
      case Reading.Unavailable<GpuIdentity>(String why) -> {
        boolean lost = calls.toldGpuLost();
        GpuIdentity before = known.get(index);
        yield before == null ? Reading.unavailable(why) : Reading.of(unreadable(before, lost, why));
      }
    };
  }

  private Gpu measured(GpuIdentity identity, long device) {
    Reading<GpuMemory> used = memory.read(device);
    Reading<List<GpuProcess>> holders = processes.read(device);
    GpuTelemetry now = telemetry.read(device);
    return new Gpu(identity, calls.toldGpuLost(), used, holders, now);
  }

  private Reading<GpuIdentity> identity(int index, long device) {
    Reading<String> uuid =
        calls.text(
            Group.CORE,
            "UUID of GPU " + index,
            "nvmlDeviceGetUUID",
            out -> NvmlSymbols.Core.nvmlDeviceGetUUID(device, out, NvmlCalls.TEXT_LENGTH));
    Reading<String> busId = Devices.busId(fallback, index, device);
    Reading<String> name =
        calls.text(
            Group.CORE,
            "name of GPU " + index,
            "nvmlDeviceGetName",
            out -> NvmlSymbols.Core.nvmlDeviceGetName(device, out, NvmlCalls.TEXT_LENGTH));
    Reading<Integer> minor =
        calls.number(
            Group.TELEMETRY,
            "minor number of GPU " + index,
            "nvmlDeviceGetMinorNumber",
            out -> NvmlSymbols.Telemetry.nvmlDeviceGetMinorNumber(device, out));
    return uuid.flatMap(
        id ->
            busId.flatMap(
                bus -> name.map(called -> new GpuIdentity(index, id, bus, called, minor))));
  }

  private static Gpu unreadable(GpuIdentity identity, boolean lost, String why) {
    return new Gpu(identity, lost, Reading.unavailable(why), Reading.unavailable(why), GpuTelemetry.unavailable(why));
  }
}
