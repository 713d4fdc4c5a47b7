package org.dubnium.fleet.telemetry.scrape.exporter;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  private static final Set<String> NAMES =
      ALL.stream().flatMap(mapper -> mapper.names().stream()).collect(Collectors.toSet());

  private Mappers() {}

  /** Takes samples, to be mapped later. */
  public static Samples samples() {
    return new Samples(NAMES);
  }

  /**
   * What the samples say of that node.
   *
   * @param at when they were read
   * @throws MappingException if none of them is known, or they contradict each other
   */
  public static NodeReading map(NodeId node, Instant at, Samples samples) throws MappingException {
    ReadingDraft draft = new ReadingDraft(node);
    boolean known = false;
    for (Mapper mapper : ALL) {
      if (samples.hasAny(mapper.names())) {
        mapper.map(samples, draft);
        known = true;
      }
    }
    if (!known) {
      throw new MappingException(
          "cannot find a known metric: name the endpoint of dcgm-exporter, nvidia_gpu_exporter,"
              + " node exporter, vLLM or another fleet agent");
    }
    return draft.reading(at);
  }
}
