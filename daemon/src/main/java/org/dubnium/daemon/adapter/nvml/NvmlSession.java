package org.dubnium.daemon.adapter.nvml;

import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Loading;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;

/** NVML from {@code nvmlInit_v2} to {@code nvmlShutdown}, used by one thread. */
final class NvmlSession implements AutoCloseable {

  private final NvmlCalls calls;
  private final String driverVersion;
  private final String nvmlVersion;
  private final GpuReader reader;
  private final NewcomerCheck newcomer;

  private NvmlSession(
      NvmlCalls calls, NewcomerCheck newcomer, String driverVersion, String nvmlVersion) {
    this.calls = calls;
    this.newcomer = newcomer;
    this.driverVersion = driverVersion;
    this.nvmlVersion = nvmlVersion;
    this.reader = new GpuReader(calls, driverVersion);
  }

  /**
   * Loads the library and initialises it. After a failure nothing stays loaded, so that the next
   * attempt finds what an installation or an update has put in place since.
   */
  static Reading<NvmlSession> open(String libraryName, DriverFiles files, CallTrace trace) {
    trace.enter("loading of " + libraryName);
    return switch (NvmlLibrary.open(libraryName)) {
      case Loading.Loaded(NvmlLibrary library) ->
          initialize(
              new NvmlCalls(library, trace),
              new NewcomerCheck(files, library, trace, libraryName));
      case Loading.Missing(String why) ->
          Reading.unavailable(
              "cannot load NVML: %s; install the NVIDIA driver or set nvml.library".formatted(why));
      case Loading.Foreign(String symbol) ->
          Reading.unavailable(
              "cannot use %s as NVML: it has no %s; set nvml.library to NVIDIA's libnvidia-ml.so.1"
                  .formatted(libraryName, symbol));
    };
  }

  private static Reading<NvmlSession> initialize(NvmlCalls calls, NewcomerCheck newcomer) {
    String entryPoint = "nvmlInit_v2";
    NvmlReturn code = calls.call(entryPoint, _ -> NvmlSymbols.Core.nvmlInit_v2());
    if (!code.isSuccess() && !initializedByFirstName(calls, code)) {
      calls.library().close();
      return Reading.unavailable("cannot initialise NVML: " + entryPoint + " answered " + code);
    }
    Reading<NvmlSession> session =
        driverVersion(calls)
            .flatMap(
                driver -> 
                    nvmlVersion(calls)
                        .map(nvml -> new NvmlSession(calls, newcomer, driver, nvml)));
    if (!session.isAvailable()) {
      end(calls);
    }
    return session;
  }

  /** The older name does the same, and more strictly: every GPU must be well. */
  private static boolean initializedByFirstName(NvmlCalls calls, NvmlReturn refusal) {
    return (refusal.equals(NvmlReturn.NOT_SUPPORTED)
            || refusal.equals(NvmlReturn.FUNCTION_NOT_FOUND))
        && calls.library().has(Group.FIRST_NAMES)
        && calls.call("nvmlInit", _ -> NvmlSymbols.FirstNames.nvmlInit()).isSuccess();
  }

  private static Reading<String> driverVersion(NvmlCalls calls) {
    return calls.text(
        Group.CORE,
        "driver version",
        "nvmlSystemGetDriverVersion",
        out -> NvmlSymbols.Core.nvmlSystemGetDriverVersion(out, NvmlCalls.TEXT_LENGTH));
  }

  private static Reading<String> nvmlVersion(NvmlCalls calls) {
    return calls.text(
        Group.CORE,
        "NVML version",
        "nvmlSystemGetNVMLVersion",
        out -> NvmlSymbols.Core.nvmlSystemGetNVMLVersion(out, NvmlCalls.TEXT_LENGTH));
  }

  /** For other calls on the session's thread. */
  NvmlCalls calls() {
    return calls;
  }

  String driverVersion() {
    return driverVersion;
  }

  Reading<GpuInventory> read(int driverLoads) {
    return reader
        .read()
        .map(
            gpus ->
                new GpuInventory(
                    driverVersion, nvmlVersion, driverLoads, newcomer.check(), gpus));
  }

  /** Whether NVML said that it must be initialised anew. */
  boolean hasEnded() {
    return calls.sessionEnded();
  }

  @Override
  public void close() {
    end(calls);
  }

  private static void end(NvmlCalls calls) {
    // Whatever it answers, the library is unloaded next.
    NvmlReturn _ = calls.call("nvmlShutdown", _ -> NvmlSymbols.Core.nvmlShutdown());
    calls.library().close();
  }
}
