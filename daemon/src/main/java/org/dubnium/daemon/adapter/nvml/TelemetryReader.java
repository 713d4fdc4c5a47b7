package org.dubnium.daemon.adapter.nvml;

import java.util.List;
import java.util.Set;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.GpuTelemetry;
import org.dubnium.daemon.domain.observation.Reading;

/** Reads what changes about a GPU from moment to moment, each thing by itself. */
final class TelemetryReader {

  /** {@code nvmlClockType_t}. */
  private static final int CLOCK_SM = 1;

  private static final int CLOCK_MEMORY = 2;

  /** {@code NVML_TEMPERATURE_GPU}. */
  private static final int SENSOR_DIE = 0;

  /** {@code nvmlMemoryErrorType_t}. */
  private static final int CORRECTED = 0;

  private static final int UNCORRECTED = 1;

  /** {@code NVML_VOLATILE_ECC}. */
  private static final int SINCE_DRIVER_LOAD = 0;

  private final NvmlCalls calls;
  private final Fallback fallback;
  private final RecoveryAction recovery;

  TelemetryReader(NvmlCalls calls, Fallback fallback) {
    this.calls = calls;
    this.fallback = fallback;
    this.recovery = new RecoveryAction(calls);
  }

  GpuTelemetry read(long device) {
    return new GpuTelemetry(
        utilization(device, "GPU utilization", 0),
        utilization(device, "memory utilization", Integer.BYTES),
        calls.number(
            Group.TEMPERATURE,
            "temperature",
            "nvmlDeviceGetTemperature",
            out -> NvmlSymbols.Temperature.nvmlDeviceGetTemperature(device, SENSOR_DIE, out)),
        calls.number(
            Group.TELEMETRY,
            "power",
            "nvmlDeviceGetPowerUsage",
            out -> NvmlSymbols.Telemetry.nvmlDeviceGetPowerUsage(device, out)),
        clock(device, "SM clock", CLOCK_SM),
        clock(device, "memory clock", CLOCK_MEMORY),
        throttleReasons(device),
        eccErrors(device, "corrected ECC errors", CORRECTED),
        eccErrors(device, "uncorrected ECC errors", UNCORRECTED),
        persistenceMode(device),
        computeMode(device),
        recovery.read(device));
  }

  /** {@code nvmlUtilization_t} is two numbers: GPU, then memory. */
  private Reading<Integer> utilization(long device, String what, int offset) {
    return calls.read(
        Group.TELEMETRY,
        what,
        "nvmlDeviceGetUtilizationRates",
        out -> NvmlSymbols.Telemetry.nvmlDeviceGetUtilizationRates(device, out),
        buffer -> buffer.getInt(offset));
  }

  private Reading<Integer> clock(long device, String what, int type) {
    return calls.number(
        Group.TELEMETRY,
        what,
        "nvmlDeviceGetClockInfo",
        out -> NvmlSymbols.Telemetry.nvmlDeviceGetClockInfo(device, type, out));
  }

  private Reading<Long> eccErrors(long device, String what, int type) {
    return calls.longNumber(
        Group.TELEMETRY,
        what,
        "nvmlDeviceGetTotalEccErrors",
        out ->
            NvmlSymbols.Telemetry.nvmlDeviceGetTotalEccErrors(
                device, type, SINCE_DRIVER_LOAD, out));
  }

  private Reading<Set<String>> throttleReasons(long device) {
    return fallback
        .ask(
            "throttle reasons",
            device,
            List.of(
                fallback.name(
                    Group.EVENT_REASONS,
                    "nvmlDeviceGetCurrentClocksEventReasons",
                    out ->
                        NvmlSymbols.EventReasons.nvmlDeviceGetCurrentClocksEventReasons(device, out),
                    buffer -> buffer.getLong(0)),
                fallback.name(
                    Group.THROTTLE_REASONS,
                    "nvmlDeviceGetCurrentClocksThrottleReasons",
                    out ->
                        NvmlSymbols.ThrottleReasons.nvmlDeviceGetCurrentClocksThrottleReasons(
                            device, out),
                    buffer -> buffer.getLong(0))))
        .reading()
        .map(ClockReasons::names);
  }

  private Reading<Boolean> persistenceMode(long device) {
    return calls
        .number(
            Group.TELEMETRY,
            "persistence mode",
            "nvmlDeviceGetPersistenceMode",
            out -> NvmlSymbols.Telemetry.nvmlDeviceGetPersistenceMode(device, out))
        .map(state -> state != 0);
  }

  /** {@code nvmlComputeMode_t}. */
  private Reading<String> computeMode(long device) {
    return calls
        .number(
            Group.TELEMETRY,
            "compute mode",
            "nvmlDeviceGetComputeMode",
            out -> NvmlSymbols.Telemetry.nvmlDeviceGetComputeMode(device, out))
        .flatMap(
            mode ->
                switch (mode) {
                  case 0 -> Reading.of("default");
                  case 1 -> Reading.of("exclusive-thread");
                  case 2 -> Reading.of("prohibited");
                  case 3 -> Reading.of("exclusive-process");
                  default ->
                      Reading.unavailable("cannot read compute mode: NVML has a new one, " + mode);
                });
  }
}
