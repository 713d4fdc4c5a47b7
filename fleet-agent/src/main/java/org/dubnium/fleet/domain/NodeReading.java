package org.dubnium.fleet.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node at one moment, as one source tells it.
 *
 * @param hostname as the node calls itself
 * @param at when it was read
 * @param gpus in the order of their indexes
 * @param values of the node as a whole
 * @param servers of models that run on it
 * @param troubles what is wrong with what was told; empty mostly
 */
public record NodeReading(
    NodeId node,
    String hostname,
    Instant at,
    List<GpuReading> gpus,
    Map<Metric, Double> values,
    List<ServerReading> servers,
    List<Trouble> troubles) {

  public NodeReading {
    gpus = List.copyOf(gpus);
    values = Metric.sorted(values);
    servers = List.copyOf(servers);
    troubles = List.copyOf(troubles);
  }

  /** One without servers and troubles. */
  public NodeReading(
      NodeId node,
      String hostname,
      Instant at,
      List<GpuReading> gpus,
      Map<Metric, Double> values) {
    this(node, hostname, at, gpus, values, List.of(), List.of());
  }

  /** Whether nothing is missing that its source would have told if all were well. */
  public boolean isWhole() {
    return troubles.stream().noneMatch(Trouble::loses);
  }

  /** What was read, by what it is of; what nothing was told of is absent. */
  public List<SubjectReading> bySubject() {
    List<SubjectReading> all = new ArrayList<>();
    add(all, new Subject.Node(node), values);
    gpus.forEach(gpu -> add(all, new Subject.Gpu(node, gpu.index()), gpu.values()));
    servers.forEach(server -> add(all, new Subject.Server(node, server.name()), server.values()));
    return all;
  }

  private void add(List<SubjectReading> to, Subject subject, Map<Metric, Double> told) {
    if (!told.isEmpty()) {
      to.add(new SubjectReading(subject, at, told));
    }
  }
}
