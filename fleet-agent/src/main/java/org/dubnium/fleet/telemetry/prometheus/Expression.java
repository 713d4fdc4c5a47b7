package org.dubnium.fleet.telemetry.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.PrometheusMetric;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectKind;

/**
 * One question in PromQL for several metrics, each with its least, mean and most over a span. The
 * label {@value #METRIC} says whose a series of the answer is, {@value #WHICH} which of the three.
 *
 * <p>A GPU that several jobs scrape, or several pods share, is told once. What the MIG instances of a
 * GPU have each for themselves is added up where nothing tells of the whole.
 *
 * @param hosts names under which a node's GPUs may be told; empty for all nodes
 * @param node as a fleet agent names it; empty for all
 * @param part of its node, as {@link org.dubnium.fleet.domain.Subject#part} has it; empty for all
 * @param range over which each point looks back
 */
record Expression(
    Set<Metric> metrics,
    Set<String> hosts,
    Optional<String> node,
    Optional<String> part,
    String range) {

  static final String METRIC = "dubnium_metric";
  static final String WHICH = "dubnium_which";

  private static final String SLURM = Subject.Cluster.SLURM.place().value();
  private static final Set<SubjectKind> PARTS = Set.of(SubjectKind.GPU, SubjectKind.SERVER);

  private static final List<String> EACH = List.of("min", "avg", "max");

  /** What dcgm-exporter tells of memory that is neither used nor free. */
  private static final String RESERVED = "DCGM_FI_DEV_FB_RESERVED";

  /** Where it tells no utilisation: ratios, which a product would leave with a row of nines. */
  private static final Map<Metric, String> PROFILED =
      Map.of(
          Metric.GPU_UTILIZATION, "DCGM_FI_PROF_GR_ENGINE_ACTIVE",
          Metric.GPU_MEMORY_UTILIZATION, "DCGM_FI_PROF_DRAM_ACTIVE");

  Expression {
    metrics = Set.copyOf(metrics);
    hosts = Set.copyOf(hosts);
  }

  /** Empty if there is nothing to be asked. */
  String text() {
    StringJoiner all = new StringJoiner(" or ");
    metrics.stream()
        .sorted()
        .filter(this::isAsked)
        .forEach(
            metric ->
                metric
                    .prometheus()
                    .ifPresent(
                        named -> EACH.forEach(which -> all.add(named(metric, named, which)))));
    return all.toString();
  }

  /** A node, a cluster and a pod have no part; a cluster is on no node. */
  private boolean isAsked(Metric metric) {
    boolean whole = part.isEmpty() || PARTS.contains(metric.kind());
    return metric.kind() == SubjectKind.CLUSTER
        ? whole && node.filter(name -> !name.equals(SLURM)).isEmpty()
        : whole;
  }

  private String named(Metric metric, PrometheusMetric exposed, String which) {
    String named = "label_replace(%s, \"%s\", \"%s\", \"\", \"\")";
    return named.formatted(
        named.formatted(values(metric, exposed, which), METRIC, metric.text()), WHICH, which);
  }

  private String values(Metric metric, PrometheusMetric named, String which) {
    return switch (metric.kind()) {
      case GPU -> metric == Metric.GPU_MEMORY_TOTAL ? total(which) : ofGpu(metric, which);
      case NODE -> "max by (node) (" + over(which, named.name(), onNode()) + ")";
      case SERVER -> "max by (node, server) (" + over(which, named.name(), ofServer()) + ")";
      case CLUSTER -> sum(named, which);
      case POD -> "max by (pod) (" + over(which, named.name(), ofPod()) + ")";
    };
  }

  private String ofGpu(Metric metric, String which) {
    String name = metric.prometheus().map(PrometheusMetric::name).orElseThrow();
    String told = ofGpu(name, which, metric.isAdditive() ? "sum" : "max");
    String profiled = PROFILED.get(metric);
    return profiled == null
        ? told
        : "(%s or round(100 * %s, 0.001))".formatted(told, ofGpu(profiled, which, "max"));
  }

  private String ofGpu(String name, String which, String joined) {
    List<String> whole = labels();
    whole.add("GPU_I_ID=\"\"");
    List<String> instances = labels();
    instances.add("GPU_I_ID!=\"\"");
    return "(max by (Hostname, gpu) (%s) or %s by (Hostname, gpu) (max by (Hostname, gpu, GPU_I_ID) (%s)))"
        .formatted(over(which, name, whole), joined, over(which, name, instances));
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>();
    hosts.stream()
        .sorted()
        .map(Expression::pattern)
        .reduce((one, other) -> one + "|" + other)
        .ifPresent(any -> labels.add("Hostname=~\"" + any + "\""));
    part.ifPresent(index -> labels.add("gpu=~\"" + pattern(index) + "\""));
    return labels;
  }

  /** dcgm-exporter's own list of metrics has no total, but what it is made of. */
  private String total(String which) {
    String used = ofGpu(Metric.GPU_MEMORY_USED, "avg");
    String free = ofGpu(Metric.GPU_MEMORY_FREE, "avg");
    String reserved = ofGpu(RESERVED, "avg", "sum");
    String told = ofGpu(Metric.GPU_MEMORY_TOTAL, which);
    return "(%s or (%s + %s + %s) or (%s + %s))"
        .formatted(told, used, free, reserved, used, free);
  }

  private List<String> onNode() {
    return node.map(name -> List.of("node=~\"" + pattern(name) + "\"")).orElse(List.of());
  }

  private List<String> ofPod() {
    return node.map(name -> List.of("pod=~\"" + pattern(name) + "\"")).orElse(List.of());
  }

  private List<String> ofServer() {
    List<String> labels = new ArrayList<>(onNode());
    part.ifPresent(name -> labels.add("server=~\"" + pattern(name) + "\""));
    return labels;
  }

  /** What is told by state is added up, after what several agents tell of the same cluster. */
  private String sum(PrometheusMetric named, String which) {
    Map.Entry<String, String> label = named.parts().entrySet().iterator().next();
    String values =
        over(which, named.name(), List.of(label.getKey() + "=~\"" + label.getValue() + "\""));
    return "sum(max by (" + label.getKey() + ") (" + values + "))";
  }

  private String over(String which, String name, List<String> labels) {
    return "%s_over_time(%s{%s}[%s])".formatted(which, name, String.join(",", labels), range);
  }

  /**
   * A pattern for that text and no other, within a PromQL string. Whoever is scraped chooses the
   * names of hosts: all but the plainest characters are written as RE2 has them by number.
   */
  static String pattern(String text) {
    StringBuilder pattern = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                pattern.appendCodePoint(c);
              } else {
                pattern.append("\\\\x{").append(Integer.toHexString(c)).append('}');
              }
            });
    return pattern.toString();
  }

  private static boolean isPlain(int c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == ':');
  }
}
