package org.dubnium.fleet.pod.reconcile;

import java.util.List;
import java.util.OptionalLong;
import org.dubnium.fleet.pod.IdleReading;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodRuntime;

/** Says whether a pod works. */
@FunctionalInterface
public interface WorkloadReadings {

  /** By what RunPod tells of its GPUs alone. */
  WorkloadReadings OF_GPUS =
      pod ->
          new IdleReading(
              pod.runtime().map(PodRuntime::gpus).orElse(List.of()).stream()
                  .map(PodRuntime.Gpu::percent)
                  .toList(),
              OptionalLong.empty(),
              false);

  /** What a running pod says now; it asks nobody. */
  IdleReading of(Pod pod);
}
