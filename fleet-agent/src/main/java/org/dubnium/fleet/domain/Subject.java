package org.dubnium.fleet.domain;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a reading is of. What else can be measured becomes another of these with a {@link
 * SubjectKind} of its own: the store, the alerts and the API take it as it is.
 *
 * <p>Ordered by place, kind and name.
 */
public sealed interface Subject extends Comparable<Subject> {

  /** Characters of a server's name. */
  int LONGEST_NAME = 253;

  /** A machine as a whole. */
  record Node(NodeId node) implements Subject {}

  /**
   * One GPU of a node.
   *
   * @param index as the node counts
   */
  record Gpu(NodeId node, int index) implements Subject {
    public Gpu {
      if (GpuReading.index((double) index).isEmpty()) {
        throw new IllegalArgumentException("cannot use " + index + " as the index of a GPU");
      }
    }
  }

  /**
   * A server of a model on a node.
   *
   * @param name what tells it from others of the node: where it is read, as {@code 127.0.0.1:8000}
   */
  record Server(NodeId node, String name) implements Subject {
    public Server {
      if (name.isEmpty() || name.length() > LONGEST_NAME) {
        throw new IllegalArgumentException("cannot use '" + name + "' as the name of a server");
      }
    }
  }

  /** A Slurm cluster, named as a node is, of which there may be one of the same name. */
  record Cluster(NodeId id) implements Subject {

    /** The one that there is: Slurm's own name of it is not asked for. */
    public static final Cluster SLURM = new Cluster(new NodeId("slurm"));
  }

  /** A rented pod as RunPod tells of it; the node that is read within it may have the same name. */
  record Pod(NodeId id) implements Subject {}

  /** Its kind, which a metric of it has too. */
  default SubjectKind kind() {
    return switch (this) {
      case Node _ -> SubjectKind.NODE;
      case Gpu _ -> SubjectKind.GPU;
      case Server _ -> SubjectKind.SERVER;
      case Cluster _ -> SubjectKind.CLUSTER;
      case Pod _ -> SubjectKind.POD;
    };
  }

  /** The node that it is on; a cluster or pod itself. */
  default NodeId place() {
    return switch (this) {
      case Node(NodeId node) -> node;
      case Gpu(NodeId node, int _) -> node;
      case Server(NodeId node, String _) -> node;
      case Cluster(NodeId id) -> id;
      case Pod(NodeId id) -> id;
    };
  }

  /** What answers for it: its node; a cluster or pod for itself. */
  default Subject owner() {
    return switch (this) {
      case Node _, Cluster _, Pod _ -> this;
      case Gpu _, Server _ -> new Node(place());
    };
  }

  /** What tells it from others of its kind at its place: a GPU's index, a server's name; else empty. */
  default String part() {
    return switch (this) {
      case Node _, Cluster _, Pod _ -> "";
      case Gpu(NodeId _, int index) -> Integer.toString(index);
      case Server(NodeId _, String name) -> name;
    };
  }

  /** The index of a GPU; empty for what is none. */
  default OptionalInt gpu() {
    return this instanceof Gpu(NodeId _, int index) ? OptionalInt.of(index) : OptionalInt.empty();
  }

  /**
   * One text for each, which {@link #parse} reads: {@code gpu:node-1/0}, {@code node:node-1}, {@code
   * server:node-1/127.0.0.1:8000}, {@code cluster:slurm}, {@code
   * pod:worker-0}.
   */
  default String text() {
    return kind().text() + ":" + place() + (part().isEmpty() ? "" : "/" + part());
  }

  /** What a text names; empty for a text that names nothing. */
  static Optional<Subject> parse(String text) {
    String[] named = text.split("[:/]", 2);
    if (named.length < 2 || text.charAt(named[0].length()) != ':') {
      return Optional.empty();
    }
    String[] path = named[1].split("/", 2);
    return SubjectKind.parse(named[0])
        .flatMap(kind -> of(kind, path[0], path.length < 2 ? "" : path[1]))
        .filter(subject -> subject.text().equals(text));
  }

  /** What has that kind, place and part; empty if nothing can have them. */
  static Optional<Subject> of(SubjectKind kind, String place, String part) {
    if (!NodeId.isValid(place)) {
      return Optional.empty();
    }
    NodeId id = new NodeId(place);
    OptionalInt index = GpuReading.index(part);
    return switch (kind) {
      case NODE -> part.isEmpty() ? Optional.of(new Node(id)) : Optional.empty();
      case CLUSTER -> part.isEmpty() ? Optional.of(new Cluster(id)) : Optional.empty();
      case POD -> part.isEmpty() ? Optional.of(new Pod(id)) : Optional.empty();
      case GPU ->
          index.isPresent() ? Optional.of(new Gpu(id, index.getAsInt())) : Optional.empty();
      case SERVER ->
          part.isEmpty() || part.length() > LONGEST_NAME
              ? Optional.empty()
              : Optional.of(new Server(id, part));
    };
  }

  @Override
  default int compareTo(Subject other) {
    return SubjectOrder.ALL.compare(this, other);
  }
}

/** Kept apart: the constants of an interface are everybody's. */
final class SubjectOrder {
  static final Comparator<Subject> ALL =
      Comparator.comparing(Subject::place)
          .thenComparing(Subject::kind)
          .thenComparingInt(subject -> subject.gpu().orElse(-1))
          .thenComparing(Subject::part);

  private SubjectOrder() {}
}
