package org.dubnium.daemon.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.classify.Topology;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GpuUse;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Hardware;

/**
 * Denies if what a mode that is entered needs is not on this host: the capability that it is for,
 * a GPU that the configuration names for it, or, for one that wants the GPUs for itself, a driver
 * that lets in the programs which it starts.
 *
 * <p>A mode that wants the GPUs for itself needs the compute GPUs, and all that are to be present;
 * one with graphics needs the display GPU, and no other: a GPU that died must not keep the machine
 * from coming back to its desktop.
 */
public final class PlacementPresent implements Guard {

  private static final String LOCAL = "local";
  private static final String ELSEWHERE = "placed-elsewhere";

  PlacementPresent() {}

  /** Whether it is this guard's verdict that the mode belongs to another host. */
  public static boolean saysElsewhere(GuardVerdict judged) {
    return judged.guard() == GuardName.PLACEMENT_PRESENT
        && judged.verdict() instanceof Verdict.Deny deny
        && deny.code().equals(ELSEWHERE);
  }

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    Map<String, String> gpus = new LinkedHashMap<>();
    for (Contract mode : input.passage().entered()) {
      placement(mode, input)
          .ifPresent(host -> denyPlacement(mode, host, objections));
      gpus.putAll(needed(mode, input.policy().hardware()));
    }
    if (!gpus.isEmpty()) {
      judge(gpus, input.observation().gpus(), objections);
    }
    if (input.passage().entered().stream().anyMatch(mode -> mode.gpus() == GpuUse.EXCLUSIVE)) {
      judgeDriver(input.observation().gpus(), objections);
    }
    return objections.verdict();
  }

  /** The other host that has the mode's capability. */
  private static Optional<String> placement(Contract mode, GuardInput input) {
    return Optional.ofNullable(mode.capability())
        .flatMap(name -> Optional.ofNullable(input.policy().placement().get(name)))
        .filter(host -> !host.equals(LOCAL));
  }

  private static void denyPlacement(Contract mode, String host, Objections objections) {
    String capability = String.valueOf(mode.capability());
    objections.deny(
        ELSEWHERE,
        "%s needs the %s, which is placed on %s (use it there, or set capabilityPlacement.%s to"
                .formatted(mode.name(), capability, host, capability)
            + " \"local\")",
        Map.of("mode", mode.name().value(), "capability", capability, "host", host));
  }

  /** Selectors of GPUs, each with the key that names it. */
  private static Map<String, String> needed(Contract mode, Hardware hardware) {
    Map<String, String> gpus = new LinkedHashMap<>();
    if (mode.gpus() == GpuUse.EXCLUSIVE) {
      hardware.computeGpus().forEach(gpu -> gpus.put(gpu, "computeGpus"));
      hardware.presentGpus().forEach(gpu -> gpus.putIfAbsent(gpu, "presentGpus"));
    }
    if (mode.graphics() == GraphicsRule.REQUIRED) {
      hardware.displayGpu().ifPresent(gpu -> gpus.putIfAbsent(gpu, "displayGpu"));
    }
    return gpus;
  }

  private static void judge(
      Map<String, String> needed, Reading<GpuInventory> gpus, Objections objections) {
    switch (gpus) {
      case Reading.Unavailable<GpuInventory>(String why) -> objections.cannotTell(why);
      case Reading.Value<GpuInventory>(GpuInventory inventory) ->
          Topology.absent(needed.keySet(), inventory)
              .forEach(gpu -> denyGpu(gpu, String.valueOf(needed.get(gpu)), objections));
    }
  }

  /** GPUs that cannot be read at all are for others to judge. */
  private static void judgeDriver(Reading<GpuInventory> gpus, Objections objections) {
    if (gpus instanceof Reading.Value<GpuInventory>(GpuInventory inventory)) {
      inventory
          .fit()
          .failure()
          .ifPresent(
              why ->
                  objections.deny(
                      "driver-mismatch", why, Map.of("driver", inventory.driverVersion())));
    }
  }

  private static void denyGpu(String gpu, String key, Objections objections) {
    objections.deny(
        "gpu-absent",
        "GPU %s is not there, and hardware.%s names it (see 'nvidia-smi -L' and the kernel's log,"
                .formatted(gpu, key)
            + " or change the setting)",
        Map.of("gpu", gpu, "named-by", "hardware." + key));
  }
}
