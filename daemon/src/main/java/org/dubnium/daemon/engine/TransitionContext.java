package org.dubnium.daemon.engine;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.daemon.port.ShutdownDelay;
import org.dubnium.daemon.port.StatusFiles;
import org.dubnium.daemon.port.TransitionJournal;

/** What every transition works with. */
record TransitionContext(
    HostState host,
    Desired desired,
    StepRunner steps,
    ModeExpectation modes,
    Holds holds,
    GracePeriod courtesy,
    ShutdownDelay shutdown,
    TransitionJournal journal,
    AuditLog audit,
    StatusFiles files,
    EngineListener listener,
    Supplier<Policy> policy,
    InstantSource clock) {

  static TransitionContext of(
      Ports ports,
      HostState host,
      Desired desired,
      HostChanges changes,
      Holds holds,
      Supplier<Policy> policy,
      EngineListener listener,
      InstantSource clock) {
    ModeExpectation modes = new ModeExpectation(host, changes);
    StepRunner steps =
        new StepRunner(
            ports.units(),
            ports.sessions(),
            changes,
            new GpuReleaseWait(ports.gpus(), ports.processes(), policy),
            modes);
    return new TransitionContext(
        host,
        desired,
        steps,
        modes,
        holds,
        new GracePeriod(holds, policy),
        ports.shutdown(),
        ports.journal(),
        ports.audit(),
        ports.files(),
        listener,
        policy,
        clock);
  }
}
