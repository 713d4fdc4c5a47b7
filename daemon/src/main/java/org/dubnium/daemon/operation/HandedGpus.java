package org.dubnium.daemon.operation;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.classify.Topology;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;

/** The GPUs that change hands with an exclusive mode, or with the model. */
final class HandedGpus {

  private HandedGpus() {}

  /** UUIDs of the compute GPUs; empty optional if NVML cannot tell, which the guard then says. */
  static Optional<List<String>> of(Policy policy, Reading<GpuInventory> gpus) {
    return switch (gpus) {
      case Reading.Value<GpuInventory>(GpuInventory inventory) ->
          Optional.of(Topology.of(policy.hardware(), inventory).computeGpus());
      case Reading.Unavailable<GpuInventory> unknown -> Optional.empty();
    };
  }
}
