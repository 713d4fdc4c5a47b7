package org.dubnium.fleet.runpod;

import java.util.List;
import java.util.Optional;

/** Reads pods: schema Pod. */
final class PodReader {

  private PodReader() {}

  static Pod pod(Fields of) throws AnswerException {
    return new Pod(
        of.id("id"),
        of.text("name"),
        of.constant("status", PodStatus.class, PodStatus.UNKNOWN),
        of.constants("actions", PodAction.class, PodAction.UNKNOWN),
        of.text("image"),
        of.texts("ports"),
        of.names("env"),
        gpu(of.optionalObject("gpu")),
        of.constant("cloud", Cloud.class, Cloud.UNKNOWN),
        of.optionalText("dataCenterId"),
        of.optionalText("template"),
        of.number("cost"),
        of.truth("locked"),
        runtime(of.optionalObject("runtime")),
        of.time("createdAt"),
        of.optionalTime("startedAt"),
        networking(of.object("globalNetworking")),
        mounts(of.object("mounts")),
        cluster(of.optionalObject("cluster")));
  }

  private static Optional<GpuConfig> gpu(Optional<Fields> of) throws AnswerException {
    return of.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new GpuConfig(of.get().text("id"), of.get().optionalInteger("count").orElse(1)));
  }

  private static Optional<PodRuntime> runtime(Optional<Fields> of) throws AnswerException {
    if (of.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = of.get();
    Optional<Fields> cpu = fields.optionalObject("cpu");
    Optional<Fields> memory = fields.optionalObject("memory");
    return Optional.of(
        new PodRuntime(
            fields.optionalLong("uptime"),
            fields.optionalObjects("gpus", PodReader::gpuUtilization),
            Fields.integerOf(cpu, "util"),
            Fields.integerOf(memory, "util"),
            fields.optionalObjects("ports", PodReader::port)));
  }

  private static PodRuntime.Gpu gpuUtilization(Fields of) throws AnswerException {
    return new PodRuntime.Gpu(of.optionalInteger("util"), of.optionalInteger("memoryUtil"));
  }

  private static PodRuntime.Port port(Fields of) throws AnswerException {
    return new PodRuntime.Port(
        of.optionalInteger("private"),
        of.optionalInteger("public"),
        of.optionalText("type").orElse(""),
        of.optionalText("ip"));
  }

  private static Pod.GlobalNetworking networking(Fields of) throws AnswerException {
    return new Pod.GlobalNetworking(
        of.truth("enabled"), of.optionalText("ip"), of.optionalText("internalDns"));
  }

  private static Mounts mounts(Fields of) throws AnswerException {
    Optional<Fields> persistent = of.optionalObject("persistent");
    List<Mounts.Network> network =
        of.optionalObjects(
            "network", each -> new Mounts.Network(each.text("volumeId"), each.text("path")));
    return new Mounts(
        persistent.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Mounts.Persistent(
                    persistent.get().integer("size"), persistent.get().text("path"))),
        network);
  }

  private static Optional<String> cluster(Optional<Fields> of) throws AnswerException {
    return of.isEmpty() ? Optional.empty() : Optional.of(of.get().text("id"));
  }
}
