package org.dubnium.daemon.adapter.nvml;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.Reading;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Awaits critical errors (XIDs), and what else says that a GPU needs to be looked at, on a thread of its own, since {@code nvmlEventSetWait} blocks. All
 * other methods are for the probe's thread.
 */
final class XidWatcher {

  private static final Logger LOG = LoggerFactory.getLogger(XidWatcher.class);

  /** {@code nvmlEventTypeXidCriticalError}. */
  private static final long XID = 0x8;

  /** {@code nvmlEventTypeGpuUnavailableError}, from the 565 drivers on. */
  private static final long UNAVAILABLE = 0x4000;

  /** {@code nvmlEventTypeGpuRecoveryAction}, from the 565 drivers on. */
  private static final long RECOVERY_ACTION = 0x8000;

  /** Of {@code nvmlEventData_t}: device, type, then the XID. */
  private static final int TYPE_OFFSET = 8;

  private static final int XID_OFFSET = 16;

  /** A wait cannot be interrupted, so this is how long it takes at most to stop. */
  private static final int WAIT_MILLISECONDS = 1000;

  private final InstantSource clock;
  private final CallTrace trace;
  private final List<Consumer<GpuEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> changes = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;
  private volatile NvmlReturn lastFailure = NvmlReturn.SUCCESS;
  private boolean nothingToWatch;
  private @Nullable Thread thread;

  /**
   * Makes a watcher.
   *
   * @param trace where the probe's thread says what it waits for
   */
  XidWatcher(InstantSource clock, CallTrace trace) {
    this.clock = clock;
    this.trace = trace;
  }

  /** From any thread. */
  void add(Consumer<GpuEvent> listener) {
    listeners.add(listener);
  }

  /** From any thread. */
  void addChange(Runnable listener) {
    changes.add(listener);
  }

  /** Watches all GPUs of the session from now on, unless it does so already or nobody listens. */
  void watch(NvmlCalls calls) {
    boolean alive = thread != null && thread.isAlive();
    if (alive || nothingToWatch || listeners.isEmpty() || !hasEvents(calls.library())) {
      return;
    }
    Reading<Long> created =
        calls.longNumber(
            Group.EVENTS,
            "GPU events",
            "nvmlEventSetCreate",
            NvmlSymbols.Events::nvmlEventSetCreate);
    switch (created) {
      case Reading.Value<Long>(Long set) -> watch(calls, set);
      case Reading.Unavailable<Long>(String why) -> LOG.warn("{}, ignoring", why);
    }
  }

  private static boolean hasEvents(NvmlLibrary library) {
    return library.has(Group.EVENTS)
        && (library.has(Group.EVENT_WAIT_V2) || library.has(Group.EVENT_WAIT_V1));
  }

  private void watch(NvmlCalls calls, long set) {
    Map<Long, String> uuids = register(calls, set);
    if (uuids.isEmpty()) {
      LOG.info("no GPU reports critical errors to NVML");
      nothingToWatch = true;
      free(calls, set);
      return;
    }
    stopping = false;
    NvmlCalls own = new NvmlCalls(calls.library(), new CallTrace(clock));
    thread = Thread.ofPlatform().name("nvml-events").daemon().start(() -> deliver(own, set, uuids));
  }

  /** The GPUs that report XIDs: UUID by handle. */
  private static Map<Long, String> register(NvmlCalls calls, long set) {
    Map<Long, String> uuids = new HashMap<>();
    Fallback fallback = new Fallback(calls);
    Reading<Integer> count = Devices.count(fallback);
    int gpus = count instanceof Reading.Value<Integer>(Integer found) ? found : 0;
    for (int i = 0; i < gpus; i++) {
      int index = i;
      Reading<Long> handle = Devices.handle(fallback, index);
      if (handle instanceof Reading.Value<Long>(Long device) && registered(calls, device, set)) {
        Reading<String> uuid =
            calls.text(
                Group.CORE,
                "UUID of GPU " + index,
                "nvmlDeviceGetUUID",
                out -> NvmlSymbols.Core.nvmlDeviceGetUUID(device, out, NvmlCalls.TEXT_LENGTH));
        if (uuid instanceof Reading.Value<String>(String name)) {
          uuids.put(device, name);
        }
      }
    }
    return uuids;
  }

  private static boolean registered(NvmlCalls calls, long device, long set) {
    Reading<Long> types =
        calls.longNumber(
            Group.EVENTS,
            "event types",
            "nvmlDeviceGetSupportedEventTypes",
            out -> NvmlSymbols.Events.nvmlDeviceGetSupportedEventTypes(device, out));
    return types instanceof Reading.Value<Long>(Long supported)
        && (supported & XID) != 0
        && calls
            .call(
                "nvmlDeviceRegisterEvents",
                _ ->
                    NvmlSymbols.Events.nvmlDeviceRegisterEvents(
                        device, supported & (XID | UNAVAILABLE | RECOVERY_ACTION), set))
            .isSuccess();
  }

  /**
   * Runs on the watcher's thread until it is stopped or NVML fails; the next reading starts anew.
   */
  private void deliver(NvmlCalls calls, long set, Map<Long, String> uuids) {
    try {
      boolean second = calls.library().has(Group.EVENT_WAIT_V2);
      while (!stopping) {
        String entryPoint = second ? "nvmlEventSetWait_v2" : "nvmlEventSetWait";
        boolean asked = second;
        NvmlReturn code =
            calls.call(
                entryPoint,
                data ->
                    asked
                        ? NvmlSymbols.EventWaitV2.nvmlEventSetWait_v2(set, data, WAIT_MILLISECONDS)
                        : NvmlSymbols.EventWaitV1.nvmlEventSetWait(set, data, WAIT_MILLISECONDS));
        if (code.isSuccess()) {
          lastFailure = code;
          publish(calls, uuids);
        } else if (second && code.isOfOneNameOnly() && calls.library().has(Group.EVENT_WAIT_V1)) {
          second = false;
        } else if (!code.equals(NvmlReturn.TIMEOUT)) {
          tellOnce(entryPoint, code);
          return;
        }
      }
    } finally {
      free(calls, set);
    }
  }

  private void publish(NvmlCalls calls, Map<Long, String> uuids) {
    long xid = calls.buffer().getLong(XID_OFFSET);
    String uuid = uuids.get(calls.buffer().getLong(0));
    if (uuid == null) {
      LOG.warn("an event ({}) of a GPU that was not registered, ignoring", xid);
      return;
    }
    if (calls.buffer().getLong(TYPE_OFFSET) == XID) {
      GpuEvent event = new GpuEvent(uuid, xid, clock.instant());
      listeners.forEach(listener -> listener.accept(event));
    }
    changes.forEach(Runnable::run);
  }

  private void tellOnce(String entryPoint, NvmlReturn code) {
    if (!code.equals(lastFailure)) {
      LOG.warn("cannot await GPU events: {} answered {}", entryPoint, code);
      lastFailure = code;
    }
  }

  private static void free(NvmlCalls calls, long set) {
    // An answer would change nothing: the set is not used again.
    NvmlReturn _ = calls.call("nvmlEventSetFree", _ -> NvmlSymbols.Events.nvmlEventSetFree(set));
  }

  /** Returns once the watcher's thread makes no more calls, so that the session can be closed. */
  void leave() throws InterruptedException {
    nothingToWatch = false;
    if (thread != null) {
      trace.enter("nvmlEventSetWait_v2");
      stopping = true;
      thread.join();
      thread = null;
    }
  }
}
