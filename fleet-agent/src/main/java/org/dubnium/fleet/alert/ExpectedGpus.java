package org.dubnium.fleet.alert;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;

/**
 * The GPUs that each node of the fleet is known to have, so that it is noticed when one is gone. Only a
 * node that answers as a whole says anything about that. A GPU whose place another has taken, so that
 * the node has as many as before, was replaced, and is forgotten; so is one of a node that is taken
 * out. A value.
 *
 * @param gpus of each node, at most {@link GpuReading#MOST}, the index by the UUID
 */
public record ExpectedGpus(Map<NodeId, Map<String, Integer>> gpus) {

  public static final ExpectedGpus NONE = new ExpectedGpus(Map.of());

  public ExpectedGpus {
    gpus = Map.copyOf(gpus);
  }

  /** The expected GPUs after these states were observed. */
  public ExpectedGpus after(List<NodeState> states) {
    Map<NodeId, Map<String, Integer>> next = new HashMap<>();
    for (NodeState state : states) {
      Map<String, Integer> known = gpus.getOrDefault(state.node(), Map.of());
      Map<String, Integer> now = state.whole() ? after(known, present(state)) : known;
      if (!now.isEmpty()) {
        next.put(state.node(), now.equals(known) ? known : Map.copyOf(now));
      }
    }
    return next.equals(gpus) ? this : new ExpectedGpus(next);
  }

  private static Map<String, Integer> after(
      Map<String, Integer> known, Map<String, GpuReading> present) {
    Set<String> unseen = unseen(known, present);
    long newcomers =
        present.keySet().stream().filter(uuid -> !known.containsKey(uuid)).count();
    Map<String, Integer> next = new HashMap<>();
    present.forEach((uuid, gpu) -> next.put(uuid, gpu.index()));
    if (newcomers < unseen.size()) {
      known.forEach(
          (uuid, index) -> {
            if (unseen.contains(uuid) && next.size() < GpuReading.MOST) {
              next.put(uuid, index);
            }
          });
    }
    return next;
  }

  /** UUIDs that are not reported now. Where no UUID is reported, the index says which GPU it is. */
  private static Set<String> unseen(Map<String, Integer> known, Map<String, GpuReading> present) {
    Set<Integer> nameless = new HashSet<>();
    Set<Integer> indexes = new HashSet<>();
    for (GpuReading gpu : present.values()) {
      indexes.add(gpu.index());
      if (!gpu.hasUuid()) {
        nameless.add(gpu.index());
      }
    }
    Set<String> unseen = new HashSet<>();
    known.forEach(
        (uuid, index) -> {
          boolean sameIndex =
              uuid.endsWith(":" + index) ? indexes.contains(index) : nameless.contains(index);
          if (!present.containsKey(uuid) && !sameIndex) {
            unseen.add(uuid);
          }
        });
    return unseen;
  }

  /** The GPUs that are reported. An XID alone does not prove that a GPU is there. */
  private static Map<String, GpuReading> present(NodeState state) {
    Map<String, GpuReading> present = new HashMap<>();
    state
        .last()
        .ifPresent(
            reading -> {
              for (GpuReading gpu : reading.gpus()) {
                if (gpu.values().keySet().stream().anyMatch(metric -> metric != Metric.GPU_XID)) {
                  present.put(gpu.uuid(), gpu);
                }
              }
            });
    return present;
  }

  /** Expected GPUs that their node does not report any more, with their UUIDs. */
  public Map<Subject.Gpu, String> gone(List<NodeState> states) {
    Map<Subject.Gpu, String> gone = new HashMap<>();
    for (NodeState state : states) {
      Map<String, Integer> known = gpus.getOrDefault(state.node(), Map.of());
      if (state.whole() && !known.isEmpty()) {
        for (String uuid : unseen(known, present(state))) {
          gone.put(new Subject.Gpu(state.node(), known.getOrDefault(uuid, 0)), uuid);
        }
      }
    }
    return gone;
  }

  /** Without the GPU of that index of a node, if it is gone: somebody acknowledged that. */
  public ExpectedGpus without(Subject.Gpu gpu, List<NodeState> states) {
    String uuid = gone(states).get(gpu);
    Map<String, Integer> known = gpus.get(gpu.node());
    if (uuid == null || known == null) {
      return this;
    }
    Map<String, Integer> left = new HashMap<>(known);
    left.remove(uuid);
    Map<NodeId, Map<String, Integer>> next = new HashMap<>(gpus);
    next.put(gpu.node(), Map.copyOf(left));
    return new ExpectedGpus(next);
  }
}
