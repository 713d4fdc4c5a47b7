package org.dubnium.fleet.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

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
    forEach((subject, told) -> all.add(new SubjectReading(subject, at, told)));
    return all;
  }

  /** The subjects of which something was read. */
  public List<Subject> subjects() {
    List<Subject> all = new ArrayList<>();
    forEach((subject, told) -> all.add(subject));
    return all;
  }

  private void forEach(BiConsumer<Subject, Map<Metric, Double>> use) {
    use(new Subject.Node(node), values, use);
    gpus.forEach(gpu -> use(new Subject.Gpu(node, gpu.index()), gpu.values(), use));
    servers.forEach(one -> use(new Subject.Server(node, one.name()), one.values(), use));
  }

  private static void use(
      Subject subject, Map<Metric, Double> told, BiConsumer<Subject, Map<Metric, Double>> use) {
    if (!told.isEmpty()) {
      use.accept(subject, told);
    }
  }
}
