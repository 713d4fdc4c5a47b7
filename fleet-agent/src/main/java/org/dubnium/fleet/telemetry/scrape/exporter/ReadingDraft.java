package org.dubnium.fleet.telemetry.scrape.exporter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.SubjectKind;
import org.dubnium.fleet.domain.Trouble;

/** A reading in the making. Where a value is put twice, the first one that is possible stays. */
final class ReadingDraft {

  /** Troubles that are told of one reading. */
  private static final int MOST_TROUBLES = 8;

  /** A GPU in the making. */
  static final class Gpu {
    private final int index;
    private String uuid;
    private String name;
    private String pciBusId;
    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

    private Gpu(int index, String uuid, String name, String pciBusId) {
      this.index = index;
      this.uuid = uuid;
      this.name = name;
      this.pciBusId = pciBusId;
    }

    void put(Metric metric, double value) {
      if (metric.isPossible(value)) {
        values.putIfAbsent(metric, value);
      }
    }

    OptionalDouble get(Metric metric) {
      Double value = values.get(metric);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    int index() {
      return index;
    }

    private void learn(String toldUuid, String toldName, String toldBusId) {
      uuid = uuid.isEmpty() ? toldUuid : uuid;
      name = name.isEmpty() ? toldName : name;
      pciBusId = pciBusId.isEmpty() ? toldBusId : pciBusId;
    }

    private GpuReading reading(NodeId node) {
      String id = uuid.isEmpty() ? node + ":" + index : uuid;
      return new GpuReading(index, id, name, pciBusId, values);
    }
  }

  private final NodeId node;
  private final String endpoint;
  private final KnownGpus before;
  private String hostname = "";
  private final Map<Integer, Gpu> gpus = new TreeMap<>();
  private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
  private final Map<Metric, Double> ofServer = new EnumMap<>(Metric.class);
  private final List<Trouble> troubles = new ArrayList<>();

  /**
   * Begins with nothing.
   *
   * @param endpoint that is read, which names the server that it tells of
   * @param before what the node's GPUs were called the last time
   */
  ReadingDraft(NodeId node, String endpoint, KnownGpus before) {
    this.node = node;
    this.endpoint = endpoint;
    this.before = before;
  }

  void hostname(String told) {
    if (hostname.isEmpty()) {
      hostname = told;
    }
  }

  /**
   * The GPU of that index, made if it is not there.
   *
   * @param uuid, name, pciBusId empty if they are not told
   * @throws MappingException if another GPU has that index
   */
  Gpu gpu(int index, String uuid, String name, String pciBusId) throws MappingException {
    Gpu gpu = gpus.computeIfAbsent(index, ignored -> new Gpu(index, uuid, name, pciBusId));
    if (!uuid.isEmpty() && !gpu.uuid.isEmpty() && !gpu.uuid.equals(uuid)) {
      throw new MappingException(
          "cannot tell which of two is GPU "
              + index
              + ", "
              + gpu.uuid
              + " or "
              + uuid
              + ": if two hosts are read through one address, give each an address of its own");
    }
    gpu.learn(uuid, name, pciBusId);
    return gpu;
  }

  /** The GPU of that UUID, if something told of it already. */
  Optional<Gpu> find(String uuid) {
    return gpus.values().stream().filter(gpu -> gpu.uuid.equals(uuid)).findFirst();
  }

  /** What the GPU of that UUID was called the last time; empty if its index is another's now. */
  Optional<GpuReading> before(String uuid) {
    return before.find(uuid).filter(gpu -> !gpus.containsKey(gpu.index()));
  }

  /** The least index that no GPU has, now or before; empty if a node may not have so many. */
  Optional<Integer> freeIndex() {
    for (int index = 0; index < GpuReading.MOST; index++) {
      int candidate = index;
      boolean taken =
          gpus.containsKey(index)
              || before.byUuid().values().stream().anyMatch(gpu -> gpu.index() == candidate);
      if (!taken) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  /** Puts what is of the node as a whole, or of the server that is read. */
  void put(Metric metric, double value) {
    if (metric.isPossible(value)) {
      (metric.kind() == SubjectKind.SERVER ? ofServer : values).putIfAbsent(metric, value);
    }
  }

  void put(Metric metric, OptionalDouble value) {
    value.ifPresent(told -> put(metric, told));
  }

  void trouble(String text, boolean loses) {
    trouble(new Trouble(text, loses));
  }

  void trouble(Trouble trouble) {
    if (troubles.size() < MOST_TROUBLES) {
      troubles.add(trouble);
    }
  }

  NodeReading reading(Instant at) {
    return new NodeReading(
        node,
        hostname.isEmpty() ? node.value() : hostname,
        at,
        gpus.values().stream().map(gpu -> gpu.reading(node)).toList(),
        values,
        ofServer.isEmpty() ? List.of() : List.of(new ServerReading(endpoint, ofServer)),
        troubles);
  }
}
