package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.daemon.classify.GpuRelease;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.GpuProbe;
import org.dubnium.daemon.port.ProcTable;

/**
 * Waits until GPUs are released: the predicate must hold in several samples in a row, since a
 * process that is just being started is not yet seen.
 */
final class AwaitGpuReleaseHandler implements StepHandler<Step.AwaitGpuRelease> {

  private final GpuProbe gpus;
  private final ProcTable processes;
  private final Supplier<Policy> policy;

  AwaitGpuReleaseHandler(GpuProbe gpus, ProcTable processes, Supplier<Policy> policy) {
    this.gpus = gpus;
    this.processes = processes;
    this.policy = policy;
  }

  @Override
  public void run(
      Step.AwaitGpuRelease step, Duration time, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    Deadline deadline = Deadline.in(time);
    int released = 0;
    while (true) {
      GpuRelease.Sample sample = sample(step.gpus());
      released = sample instanceof GpuRelease.Sample.Released ? released + 1 : 0;
      if (released >= policy.get().release().consecutiveSamples()) {
        return;
      }
      tell(sample, waiting);
      if (deadline.isPast()) {
        throw new StepFailed(failure(sample, time));
      }
      cancellation.pause(policy.get().release().sampleInterval());
    }
  }

  private GpuRelease.Sample sample(List<String> uuids) {
    return switch (gpus.read()) {
      case Reading.Unavailable<GpuInventory>(String why) -> new GpuRelease.Sample.Unknown(why);
      case Reading.Value<GpuInventory> seen -> {
        List<Gpu> all = seen.value().gpus();
        Set<Integer> pids = all.stream().flatMap(AwaitGpuReleaseHandler::pids).collect(Collectors.toSet());
        Set<String> wanted =
            uuids.isEmpty()
                ? all.stream().map(gpu -> gpu.identity().uuid()).collect(Collectors.toSet())
                : Set.copyOf(uuids);
        yield GpuRelease.sample(wanted, seen, processes.processes(pids), policy.get());
      }
    };
  }

  private static Stream<Integer> pids(Gpu gpu) {
    return gpu.processes() instanceof Reading.Value<List<GpuProcess>>(List<GpuProcess> all)
        ? all.stream().map(GpuProcess::pid)
        : Stream.of();
  }

  private static void tell(GpuRelease.Sample sample, WaitListener waiting) {
    switch (sample) {
      case GpuRelease.Sample.Released released -> waiting.on("the GPU to stay released", List.of());
      case GpuRelease.Sample.Held(List<GpuHolder> holders, List<String> reasons) ->
          waiting.on("the GPU to be released: " + String.join("; ", reasons), holders);
      case GpuRelease.Sample.Unknown(String why) -> waiting.on("the GPU to be readable: " + why, List.of());
    }
  }

  private static Reason failure(GpuRelease.Sample sample, Duration time) {
    String within = " within " + time.toSeconds() + " s: ";
    return switch (sample) {
      case GpuRelease.Sample.Released released ->
          Reason.of(
              ReasonCode.GPU_NOT_RELEASED,
              "cannot see the GPU released for long enough" + within + "it was held until just now");
      case GpuRelease.Sample.Held(List<GpuHolder> holders, List<String> reasons) ->
          Reason.of(
                  ReasonCode.GPU_NOT_RELEASED,
                  "cannot get the GPU released" + within + String.join("; ", reasons))
              .withHolders(holders);
      case GpuRelease.Sample.Unknown(String why) ->
          Reason.of(ReasonCode.GPU_NOT_RELEASED, "cannot see the GPU released" + within + why);
    };
  }
}
