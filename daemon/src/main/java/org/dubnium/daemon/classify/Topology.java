package org.dubnium.daemon.classify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.policy.GpuRole;
import org.dubnium.daemon.domain.policy.GpuSelector;
import org.dubnium.daemon.domain.policy.Hardware;

/**
 * The GPUs that are there, each with its role, against those that the configuration speaks of.
 *
 * <p>Where no compute GPU is named, every GPU computes. Where no display GPU is named, every GPU
 * that is not named for computing displays, or, if none is named at all, every GPU. A GPU named for
 * neither is for desktop AI if named so, else spare. Where present GPUs are named, one that is not
 * among them is spare.
 *
 * @param gpus in NVML's order
 * @param absent selectors of the configuration that no visible GPU answers to, each once
 * @param plannedCount GPUs that the administrator plans to have; 0 for no plan
 */
public record Topology(List<Placed> gpus, List<String> absent, int plannedCount) {

  /** A visible GPU with its role. */
  public record Placed(GpuIdentity identity, GpuRole role) {}

  public Topology {
    gpus = List.copyOf(gpus);
    absent = List.copyOf(absent);
  }

  public static Topology of(Hardware hardware, GpuInventory inventory) {
    List<GpuIdentity> visible = inventory.gpus().stream().map(Gpu::identity).toList();
    List<Placed> placed =
        visible.stream().map(gpu -> new Placed(gpu, role(hardware, gpu))).toList();
    return new Topology(
        placed, absent(selectors(hardware), inventory), hardware.plannedGpuCount());
  }

  /** Those of the selectors that no visible GPU answers to, each once. */
  public static List<String> absent(Collection<String> selectors, GpuInventory inventory) {
    return selectors.stream()
        .distinct()
        .filter(
            selector ->
                inventory.gpus().stream().noneMatch(gpu -> names(selector, gpu.identity())))
        .toList();
  }

  /** UUIDs of the GPUs that change hands when a mode wants the GPUs for itself. */
  public List<String> computeGpus() {
    return gpus.stream()
        .filter(gpu -> gpu.role().computes())
        .map(gpu -> gpu.identity().uuid())
        .toList();
  }

  /** The role of a visible GPU. */
  public Optional<GpuRole> role(String uuid) {
    return gpus.stream()
        .filter(gpu -> gpu.identity().uuid().equals(uuid))
        .map(Placed::role)
        .findFirst();
  }

  private static GpuRole role(Hardware hardware, GpuIdentity gpu) {
    if (!hardware.presentGpus().isEmpty() && !isNamed(hardware.presentGpus(), gpu)) {
      return GpuRole.SPARE;
    }
    boolean namedToCompute = isNamed(hardware.computeGpus(), gpu);
    boolean computes = hardware.computeGpus().isEmpty() || namedToCompute;
    boolean displays =
        hardware.displayGpu().map(name -> names(name, gpu)).orElse(!namedToCompute);
    boolean servesDesktop = isNamed(hardware.desktopAiGpus(), gpu);
    if (computes) {
      return displays ? GpuRole.SHARED : GpuRole.COMPUTE;
    }
    if (displays) {
      return GpuRole.DISPLAY;
    }
    return servesDesktop ? GpuRole.DESKTOP_AI : GpuRole.SPARE;
  }

  private static List<String> selectors(Hardware hardware) {
    List<String> all = new ArrayList<>(hardware.presentGpus());
    hardware.displayGpu().ifPresent(all::add);
    all.addAll(hardware.computeGpus());
    all.addAll(hardware.desktopAiGpus());
    return all;
  }

  private static boolean isNamed(List<String> selectors, GpuIdentity gpu) {
    return selectors.stream().anyMatch(selector -> names(selector, gpu));
  }

  private static boolean names(String selector, GpuIdentity gpu) {
    return GpuSelector.matches(selector, gpu);
  }
}
