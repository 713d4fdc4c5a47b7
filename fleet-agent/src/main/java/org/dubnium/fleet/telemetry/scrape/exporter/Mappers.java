package org.dubnium.fleet.telemetry.scrape.exporter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;

/**
 * All exporters that are known. Which of them was read is told by the names of its metrics alone,
 * so that one endpoint may tell those of several.
 */
public final class Mappers {

  /** Of two that tell the same of a GPU, the first is believed. */
  private static final List<Mapper> ALL =
      List.of(new DcgmMapper(), new NvidiaSmiMapper(), new NodeExporterMapper(), new VllmMapper());

  private static final List<Set<String>> NAMES = ALL.stream().map(Mapper::names).toList();

  private Mappers() {}

  /** Takes samples, to be mapped later. */
  public static Samples samples() {
    return new Samples(NAMES, Optional.empty());
  }

  /** Takes samples of one node, to be mapped later; those of other hosts are not kept. */
  static Samples samples(NodeId node) {
    return new Samples(NAMES, Optional.of(node));
  }

  /**
   * What the samples say of that node.
   *
   * @param endpoint that was read, as {@link org.dubnium.fleet.domain.Subject.Server} names it
   * @param at when they were read
   * @throws MappingException if none of them is known, or they contradict each other
   */
  public static NodeReading map(NodeId node, String endpoint, Instant at, Samples samples)
      throws MappingException {
    return map(node, endpoint, at, samples, KnownGpus.NONE);
  }

  /** The same, where it is known what the node's GPUs were called the last time. */
  static NodeReading map(
      NodeId node, String endpoint, Instant at, Samples samples, KnownGpus gpus)
      throws MappingException {
    ReadingDraft draft = new ReadingDraft(node, endpoint, gpus);
    boolean known = false;
    for (Mapper mapper : ALL) {
      if (samples.hasAny(mapper.names())) {
        mapper.map(samples.select(mapper.names(), node), draft);
        known = true;
      }
    }
    if (!known) {
      throw new MappingException(nothing(samples));
    }
    samples.flaws().troubles().forEach(draft::trouble);
    return draft.reading(at);
  }

  private static String nothing(Samples samples) {
    if (samples.isEmpty() && samples.flaws().first().isEmpty()) {
      return "cannot find any metric: it answers with nothing, as dcgm-exporter does while it cannot"
          + " collect (see its log, and restart it once the driver answers)";
    }
    return "cannot find a known metric: name the endpoint of dcgm-exporter, nvidia_gpu_exporter,"
        + " node exporter, vLLM or another fleet agent"
        + samples.flaws().first().map(first -> "; " + first).orElse("");
  }
}
