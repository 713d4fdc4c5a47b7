package org.dubnium.fleet.app;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.pod.IdleReading;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.reconcile.WorkloadReadings;
import org.dubnium.fleet.runpod.Pod;

/**
 * Whether a pod works: by its GPUs as RunPod tells of them, and by the requests of the model servers that
 * its exporter tells of.
 */
record PodWorkloads(Supplier<List<NodeState>> nodes) implements WorkloadReadings {

  private static final List<Metric> REQUESTS =
      List.of(Metric.VLLM_REQUESTS_RUNNING, Metric.VLLM_REQUESTS_WAITING);

  @Override
  public IdleReading of(Pod pod) {
    IdleReading gpus = OF_GPUS.of(pod);
    Optional<NodeState> state =
        PodName.parse(pod.name())
            .flatMap(
                name ->
                    nodes.get().stream()
                        .filter(each -> each.node().equals(new NodeId(name.slot().toString())))
                        .findFirst());
    List<ServerReading> servers =
        state.flatMap(NodeState::last).map(NodeReading::servers).orElse(List.of());
    boolean isCurrent = state.filter(NodeState::reachable).isPresent();
    return new IdleReading(
        gpus.gpuPercent(),
        isCurrent && !servers.isEmpty() ? OptionalLong.of(requests(servers)) : OptionalLong.empty(),
        !servers.isEmpty());
  }

  private static long requests(List<ServerReading> servers) {
    return servers.stream()
        .flatMap(
            server -> REQUESTS.stream().flatMap(each -> Stream.ofNullable(server.values().get(each))))
        .mapToLong(Math::round)
        .sum();
  }
}
