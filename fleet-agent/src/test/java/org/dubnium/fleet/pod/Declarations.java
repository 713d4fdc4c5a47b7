package org.dubnium.fleet.pod;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.runpod.GpuConfig;
import org.dubnium.fleet.runpod.Mounts;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodRuntime;
import org.dubnium.fleet.runpod.PodStatus;
import org.jspecify.annotations.Nullable;

/** Declarations, and pods as RunPod lists them, for tests. */
final class Declarations {

  static final Instant CREATED = Instant.parse("2026-03-13T20:00:00Z");

  private Declarations() {}

  static PodName name(String declaration, int index) {
    return new PodName("lab", new SlotId(declaration, index), "abc12" + index % 10);
  }

  static SortedMap<String, String> sorted(Map<String, String> of) {
    return new TreeMap<>(of);
  }

  static PodContainer container() {
    return new PodContainer(
        Optional.of("registry.example/worker:1.2.3"),
        Optional.empty(),
        Optional.of("--verbose"),
        OptionalInt.of(50),
        List.of("8000/tcp", "9400/http"),
        sorted(Map.of("A", "b")),
        sorted(Map.of("HF_TOKEN", "hf-token")),
        Optional.empty());
  }

  static PodDeclaration worker(Budget budget) {
    return new PodDeclaration(
        "worker",
        2,
        List.of("NVIDIA GeForce RTX 4090", "NVIDIA RTX A5000"),
        2,
        List.of(Cloud.SECURE, Cloud.COMMUNITY),
        List.of(),
        container(),
        Optional.empty(),
        false,
        PodRole.PLAIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        budget);
  }

  static PodDeclaration with(
      PodDeclaration of,
      List<String> gpus,
      List<String> dataCenters,
      Optional<PodStorage> storage,
      boolean globalNetworking) {
    return new PodDeclaration(
        of.name(),
        of.count(),
        gpus,
        of.gpuCount(),
        of.clouds(),
        dataCenters,
        of.container(),
        storage,
        globalNetworking,
        of.role(),
        of.readiness(),
        of.metrics(),
        of.idle(),
        of.budget());
  }

  static PodDeclaration with(PodDeclaration of, PodContainer container) {
    return new PodDeclaration(
        of.name(),
        of.count(),
        of.gpus(),
        of.gpuCount(),
        of.clouds(),
        of.dataCenters(),
        container,
        of.storage(),
        of.globalNetworking(),
        of.role(),
        of.readiness(),
        of.metrics(),
        of.idle(),
        of.budget());
  }

  static PodRuntime.Port port(
      int inside, @Nullable Integer outside, String type, @Nullable String ip) {
    return new PodRuntime.Port(
        OptionalInt.of(inside),
        outside == null ? OptionalInt.empty() : OptionalInt.of(outside),
        type,
        Optional.ofNullable(ip));
  }

  static Optional<PodRuntime> runtime(PodRuntime.Port... ports) {
    return Optional.of(
        new PodRuntime(
            OptionalLong.of(60),
            List.of(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of(ports)));
  }

  static Pod pod(PodStatus status, double cost, List<String> ports, Optional<PodRuntime> runtime) {
    return new Pod(
        "7h9k2m4n6p",
        name("worker", 0).toString(),
        status,
        Set.of(),
        "registry.example/worker:1.2.3",
        ports,
        Set.of(),
        Optional.of(new GpuConfig("NVIDIA GeForce RTX 4090", 1)),
        org.dubnium.fleet.runpod.Cloud.SECURE,
        Optional.of("US-KS-2"),
        Optional.empty(),
        cost,
        false,
        runtime,
        CREATED,
        Optional.of(CREATED.plus(Duration.ofMinutes(1))),
        new Pod.GlobalNetworking(false, Optional.empty(), Optional.empty()),
        Mounts.NONE,
        Optional.empty());
  }
}
