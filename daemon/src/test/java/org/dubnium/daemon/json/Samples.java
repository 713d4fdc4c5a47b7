package org.dubnium.daemon.json;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UserUnit;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.StepStatus;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.domain.transition.TransitionRequest;

/** Values with every member filled, and with what is hard to write: quotes, newlines, umlauts. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456Z");
  public static final InstantSource CLOCK = InstantSource.fixed(NOW);
  public static final ModeName DESKTOP = new ModeName("desktop");
  public static final ModeName COMPUTE = new ModeName("compute");
  public static final TransitionId ID =
      TransitionId.parse("6d0c4d32-9a51-4d7c-8f0b-6f2a1c9e4b11");

  private static final UnitName VLLM = new UnitName("vllm.service");
  private static final UnitName SLICE = new UnitName("ai.slice");
  private static final Duration MINUTE = Duration.ofSeconds(60);

  private Samples() {}

  public static TransitionRequest request() {
    return new TransitionRequest(
        new Operation.ModeSwitch(COMPUTE),
        new Caller(1000, ":1.42", Optional.of("session-2.scope")),
        "training \"über\"\nnight \\ weekend",
        Set.of(GuardName.AUDIO_IDLE, GuardName.MEMORY_HEADROOM),
        Optional.of(Duration.ofMillis(90_500)),
        Optional.of(DESKTOP));
  }

  public static Reason reason() {
    return new Reason(
        ReasonCode.GPU_NOT_RELEASED,
        "cannot release GPU-1: blender holds it",
        Optional.of("await-gpu-release GPU-1"),
        Optional.of("vllm.service"),
        Optional.of("timeout"),
        List.of(
            new GpuHolder(
                "GPU-1",
                4242,
                GpuHolder.Kind.COMPUTE,
                "blender",
                Optional.of("user@1000.service"),
                Optional.of("2"),
                Optional.of(new UserUnit("app-blender.scope", "app.slice")),
                Reading.of(1L << 40),
                false),
            new GpuHolder(
                "GPU-1",
                1,
                GpuHolder.Kind.DEVICE,
                "systemd",
                Optional.empty(),
                Optional.empty(),
                Reading.unavailable("not an NVML process"),
                true)),
        List.of(new ClauseFinding("unitsActive:vllm.service", "active", "failed")),
        List.of(
            new GuardVerdict(GuardName.AUDIO_IDLE, new Verdict.Pass(), false),
            new GuardVerdict(
                GuardName.SESSION_TERMINABLE,
                new Verdict.Deny(
                    "session-remote", "ana works here", List.of("session 2"), Map.of("user", "ana")),
                true),
            new GuardVerdict(
                GuardName.GPU_HOLDERS,
                new Verdict.Wait("draining", "one moment", List.of(), Duration.ofSeconds(3)),
                false),
            new GuardVerdict(
                GuardName.MEMORY_HEADROOM, new Verdict.Fault("/proc/meminfo: timed out"), false)),
        Optional.empty());
  }

  /** A plan with every kind of step. */
  public static TransitionPlan plan() {
    return new TransitionPlan(
        Optional.of(DESKTOP),
        Set.of("unitsActive:display-manager.service", "graphics"),
        COMPUTE,
        List.of(DESKTOP, COMPUTE),
        List.of(
            step(new Step.StopUnit(VLLM), new Step.StartUnit(VLLM)),
            step(new Step.TerminateSession("2", "ana")),
            step(
                new Step.SetUnitProperties(
                    SLICE, new SliceSettings(500L, null, new CpuSet("0-3,8"))),
                new Step.SetUnitProperties(
                    SLICE, new SliceSettings(SliceSettings.UNSET, 100L, CpuSet.UNRESTRICTED))),
            step(new Step.AwaitGpuRelease(List.of("GPU-1", "GPU-2"))),
            step(new Step.StartUnit(VLLM), new Step.StopUnit(VLLM)),
            step(new Step.AssertMode(COMPUTE))),
        List.of(new Ending("session", "2", "ana's desktop on seat0")));
  }

  private static PlannedStep step(Step action) {
    return new PlannedStep(action, MINUTE, Optional.empty());
  }

  private static PlannedStep step(Step action, Step undo) {
    return new PlannedStep(
        action, MINUTE, Optional.of(new PlannedStep.Undo(undo, Duration.ofSeconds(90))));
  }

  public static JournalRecord journal() {
    return new JournalRecord(
        ID,
        "0b9f4b1e-36cd-4f6e-8a5d-1f0c3cf0e1a2",
        request()
            .granted(
                new Grant(
                    false,
                    Set.of("session 2 of ana", "unit vllm.service"),
                    1L << 40,
                    Set.of(new Grant.PassedHold(7, 1000), new Grant.PassedHold(9, 0)))),
        plan(),
        List.of(
            StepStatus.DONE,
            StepStatus.DONE,
            StepStatus.UNDOING,
            StepStatus.ERROR,
            StepStatus.DO,
            StepStatus.DO),
        Optional.of(reason()),
        NOW);
  }

  /** A swap of the model in the middle, from one that the settings alone named. */
  public static JournalRecord swap() {
    TransitionRequest asked = request();
    return new JournalRecord(
        ID,
        "0b9f4b1e-36cd-4f6e-8a5d-1f0c3cf0e1a2",
        new TransitionRequest(
            new Operation.ModelSwap(new ModelName("Qwen3-8B"), COMPUTE, "/srv/models/eight"),
            asked.caller(),
            asked.reason(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Grant.NOTHING),
        new TransitionPlan(
            Optional.of(COMPUTE),
            Set.of(),
            COMPUTE,
            List.of(COMPUTE),
            List.of(
                step(new Step.StopUnit(VLLM), new Step.StartUnit(VLLM)),
                step(
                    new Step.SelectModel(Optional.of(new ModelName("Qwen3-8B"))),
                    new Step.SelectModel(Optional.empty()))),
            List.of()),
        List.of(StepStatus.DONE, StepStatus.DOING),
        Optional.empty(),
        NOW);
  }

  public static FinishedTransition finished() {
    return new FinishedTransition(
        ID,
        request(),
        Optional.of(DESKTOP),
        Optional.empty(),
        Condition.FAILED_TRANSITION,
        Outcome.STRANDED,
        reason(),
        NOW,
        NOW.plusSeconds(42));
  }

  /** An entry with every member filled. */
  public static AuditEntry entry() {
    return new AuditEntry(
        AuditEvent.JUDGED,
        Optional.of(ID),
        Optional.of("compute"),
        Optional.of("desktop"),
        Optional.empty(),
        Optional.of(false),
        Optional.of("guard-denied: \"ana\" works here\n"),
        Optional.of(request().caller()),
        Map.of("guards", reason().guards()));
  }

  /** An entry that is short and differs from others by a number. */
  public static AuditEntry entry(long number) {
    return new AuditEntry(
        AuditEvent.STEP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of("number", number));
  }
}
