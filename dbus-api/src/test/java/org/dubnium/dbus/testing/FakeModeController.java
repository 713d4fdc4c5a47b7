package org.dubnium.dbus.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.AuditInfo;
import org.dubnium.dbus.contract.ClauseInfo;
import org.dubnium.dbus.contract.ClusterJobInfo;
import org.dubnium.dbus.contract.DegradationInfo;
import org.dubnium.dbus.contract.EndInfo;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.GuardInfo;
import org.dubnium.dbus.contract.HoldInfo;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.HolderInfo;
import org.dubnium.dbus.contract.ModeControllerApi;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ModeInfo;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.dbus.contract.StepInfo;
import org.dubnium.dbus.contract.TelemetryInfo;
import org.dubnium.dbus.contract.TransitionInfo;

/** A mode controller with one answer to everything, which remembers what it was asked. */
public final class FakeModeController implements ModeControllerApi {
  public static final String SECRET = "the password is in /etc/shadow";
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

  /** What reached this code, past all checks. */
  public final List<String> seen = new CopyOnWriteArrayList<>();

  /** Senders of what reached it, and whether they allow interaction. */
  public final List<Call> calls = new CopyOnWriteArrayList<>();

  /** Holds {@code Refresh} until it is open. */
  public volatile String description = "{\"schema\":1}";
  public final CountDownLatch refreshGate = new CountDownLatch(1);

  private volatile String currentMode = "desktop";
  private volatile List<String> conflicts = List.of();

  public void enter(String mode) {
    currentMode = mode;
  }

  public void conflictIn(String fact) {
    conflicts = List.of(fact);
  }

  @Override
  public ObjectPath requestMode(Call call, String mode, RequestOptions options)
      throws BusException {
    calls.add(call);
    seen.add("RequestMode " + mode + " " + options);
    if (mode.equals("nowhere")) {
      throw ModeError.UNKNOWN_MODE.because("cannot find a mode nowhere");
    }
    return Names.job(1);
  }

  @Override
  public ExplainInfo explain(Call call, String mode, RequestOptions options) {
    seen.add("Explain " + mode);
    return new ExplainInfo(
        "desktop",
        mode,
        List.of("desktop", mode),
        List.of(
            new StepInfo(
                1, "start-unit", "compute.target", Duration.ofSeconds(90), "start-unit x")),
        evaluateGuards(call, mode),
        List.of(new EndInfo("session", "3", "alice on seat0")),
        Optional.empty(),
        Duration.ofSeconds(7),
        Allowed.CHALLENGE,
        List.of(
            new ClusterJobInfo(
                42, "42", "alice", "train", "gpus", Duration.ofMinutes(3), "requeue", "")));
  }

  @Override
  public List<GuardInfo> evaluateGuards(Call call, String mode) {
    seen.add("EvaluateGuards " + mode);
    return List.of(
        new GuardInfo(
            "audio-idle",
            "deny",
            "pcm-running",
            "cannot leave: playing",
            false,
            false,
            List.of("card0/pcm0p"),
            Map.of("streams", Variant.of("u", 1))));
  }

  @Override
  public Allowed canRequestMode(Call call, String mode) {
    return Allowed.YES;
  }

  @Override
  public void cancelJob(Call call, ObjectPath job) throws BusException {
    throw ModeError.NO_SUCH_JOB.because("cannot find " + job);
  }

  @Override
  public long holdMode(Call call, HoldRequest request) {
    seen.add("HoldMode " + request);
    return 7;
  }

  @Override
  public void releaseHold(Call call, long cookie) {
    seen.add("ReleaseHold " + cookie);
  }

  @Override
  public void refresh(Call call) throws InterruptedException {
    seen.add("Refresh");
    refreshGate.await();
  }

  @Override
  public String describe(Call call) {
    return description;
  }

  @Override
  public List<HolderInfo> listGpuHolders(Call call) {
    return List.of(
        new HolderInfo(
            "GPU-1",
            4711,
            "compute",
            "python3",
            Optional.of("vllm.service"),
            Optional.empty(),
            Optional.empty(),
            OptionalLong.of(1L << 33),
            false));
  }

  @Override
  public List<TelemetryInfo> readTelemetry(Call call) {
    return List.of(
        new TelemetryInfo(
            "GPU-1",
            0,
            "NVIDIA Test",
            "00000000:01:00.0",
            false,
            TIME,
            Optional.of("dedicated"),
            OptionalLong.of(1),
            OptionalLong.of(1),
            OptionalLong.of(2),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.of(50),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.of(List.of("thermal")),
            OptionalLong.of(12),
            OptionalLong.of(3),
            OptionalLong.of(13),
            OptionalLong.of(79),
            "reboot"));
  }

  @Override
  public List<TransitionInfo> listTransitions(Call call, long limit) {
    return new ArrayList<>(List.of(transition()));
  }

  private static TransitionInfo transition() {
    return new TransitionInfo(
        "t1",
        "compute",
        Optional.of("large"),
        Optional.of("small"),
        "desktop",
        "compute",
        "committed",
        "none",
        "",
        TIME,
        TIME,
        1000,
        "settled");
  }

  /** Fails as no method should. */
  @Override
  public AuditInfo verifyAudit(Call call) {
    throw new IllegalStateException(SECRET);
  }

  /** Gives what the contract does not allow. */
  @Override
  public void reload(Call call) throws BusException {
    throw ModeError.CONFIGURATION_INVALID.because("cannot read line 3\0of the file");
  }

  @Override
  public ModeControllerProperties properties() {
    return new ModeControllerProperties(
        currentMode,
        "settled",
        "desktop",
        "desktop",
        conflicts,
        List.of(
            new DegradationInfo(
                new ClauseInfo("graphics", "required", "absent"),
                Optional.of(new DegradationInfo.Repair("gave-up", 5, "it does not start")))),
        List.of(new ModeInfo("desktop", Optional.empty(), Optional.of("desktop.target"), 1)),
        Optional.empty(),
        Optional.of(transition()),
        List.of(
            new HoldInfo(1, "", "any", "block", "test", "because", 0, OptionalLong.empty(), TIME)),
        Optional.of(TIME),
        "0.1.0",
        Names.API_VERSION);
  }
}
