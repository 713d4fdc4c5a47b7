package org.dubnium.daemon.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.classify.Topology;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ModelShape;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.VllmArguments;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.GpuMemory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.GpuRole;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.policy.Policy.ReleasePolicy;

/**
 * Whether a model fits the compute GPUs. vLLM takes {@code utilization × total} of each GPU that it
 * is spread over, refuses to start where less than that is free, and refuses as well if weights and
 * the keys and values of one sequence do not fit in ({@code vllm/v1/worker/gpu_worker.py}). Free is
 * what a GPU release leaves: all but the residue that counts as released.
 *
 * <p>A GPU whose memory is the machine's has the machine's in total, and free is what the kernel
 * calls available now. What the plan ends gives some back, nobody knows how much: so what vLLM is to
 * take is not held against that, but what the model needs is.
 *
 * @param gpusNeeded GPUs that the model is to be spread over
 * @param gpusPresent compute GPUs that there are
 * @param gpu the smallest of the largest {@code gpusNeeded}; empty if there are fewer
 * @param totalBytes memory of that GPU
 * @param freeBytes what a release leaves of it
 * @param budgetBytes what vLLM takes of it
 * @param weightsBytes weights on each GPU
 * @param kvCacheBytes keys and values of one sequence on each GPU
 * @param unified whether that GPU's memory is the machine's
 */
public record GpuFit(
    long gpusNeeded,
    long gpusPresent,
    Optional<GpuIdentity> gpu,
    long totalBytes,
    long freeBytes,
    long budgetBytes,
    long weightsBytes,
    long kvCacheBytes,
    boolean unified) {

  private static final long MIB = 1024 * 1024;

  /** What there is too little of. */
  enum Shortage {
    NONE,
    GPUS,
    FREE_MEMORY,
    MEMORY,
    AVAILABLE_MEMORY
  }

  /** A GPU with what a release leaves of it. */
  private record Room(GpuIdentity gpu, long totalBytes, long freeBytes, boolean unified) {}

  public long needBytes() {
    return weightsBytes + kvCacheBytes;
  }

  public boolean fits() {
    return shortage() == Shortage.NONE;
  }

  Shortage shortage() {
    if (gpu.isEmpty()) {
      return Shortage.GPUS;
    }
    if (!unified && budgetBytes > freeBytes) {
      return Shortage.FREE_MEMORY;
    }
    if (needBytes() > budgetBytes) {
      return Shortage.MEMORY;
    }
    return unified && needBytes() > freeBytes ? Shortage.AVAILABLE_MEMORY : Shortage.NONE;
  }

  /** Of the model that the plan has served; empty if it has none served. */
  public static Optional<Reading<GpuFit>> concerning(GuardInput input) {
    return ServerImpact.begins(input)
        ? Optional.of(
            input
                .observation()
                .model()
                .flatMap(served -> of(served, input.observation(), input.policy())))
        : Optional.empty();
  }

  /** Of a model on the host as it is seen. */
  public static Reading<GpuFit> of(ServedModel served, Observation seen, Policy policy) {
    return served
        .bundle()
        .map(bundle -> of(served, bundle, seen, policy))
        .orElseGet(() -> Reading.unavailable("there is no model bundle to be weighed"));
  }

  private static Reading<GpuFit> of(
      ServedModel served, ModelBundle bundle, Observation seen, Policy policy) {
    return VllmArguments.parse(served.arguments())
        .flatMap(
            arguments ->
                ModelMemory.keysAndValues(bundle.shape(), arguments)
                    .flatMap(
                        cache ->
                            rooms(seen, policy)
                                .map(rooms -> of(bundle, arguments, cache, rooms))));
  }

  private static GpuFit of(
      ModelBundle bundle, VllmArguments arguments, long cache, List<Room> rooms) {
    long needed =
        arguments.tensorParallel() * arguments.pipelineParallel() * arguments.dataParallel();
    Optional<ModelShape> shape =
        bundle.shape() instanceof Reading.Value<ModelShape>(ModelShape known)
            ? Optional.of(known)
            : Optional.empty();
    Optional<Room> smallest =
        rooms.stream()
            .sorted(Comparator.comparingLong(Room::totalBytes).reversed())
            .skip(needed - 1)
            .findFirst();
    long total = smallest.map(Room::totalBytes).orElse(0L);
    long free = smallest.map(Room::freeBytes).orElse(0L);
    long budget =
        arguments.kvCacheBytes().isPresent() ? free : (long) (total * arguments.utilization());
    return new GpuFit(
        needed,
        rooms.size(),
        smallest.map(Room::gpu),
        total,
        free,
        budget,
        ModelMemory.weights(bundle, shape, arguments),
        cache,
        smallest.filter(Room::unified).isPresent());
  }

  private static Reading<List<Room>> rooms(Observation seen, Policy policy) {
    return seen.gpus().flatMap(inventory -> rooms(inventory, seen.memory(), policy));
  }

  private static Reading<List<Room>> rooms(
      GpuInventory inventory, Reading<MemoryState> machine, Policy policy) {
    Topology topology = Topology.of(policy.hardware(), inventory);
    Reading<List<Room>> rooms = Reading.of(List.of());
    for (Gpu gpu : inventory.gpus()) {
      Optional<GpuRole> role = topology.role(gpu.identity().uuid()).filter(GpuRole::computes);
      if (role.isPresent()) {
        long residue = residueBytes(role.get(), policy.release());
        rooms =
            rooms.flatMap(before -> room(gpu, residue, machine).map(room -> with(before, room)));
      }
    }
    return rooms;
  }

  private static Reading<Room> room(Gpu gpu, long residue, Reading<MemoryState> machine) {
    return gpu.memory()
        .flatMap(
            memory ->
                switch (memory) {
                  case GpuMemory.Dedicated own ->
                      Reading.of(
                          new Room(
                              gpu.identity(), own.totalBytes(), own.totalBytes() - residue, false));
                  case GpuMemory.Unified _ ->
                      machine.map(
                          all ->
                              new Room(
                                  gpu.identity(), all.totalBytes(), all.availableBytes(), true));
                });
  }

  private static long residueBytes(GpuRole role, ReleasePolicy release) {
    return MIB * (role.displays() ? release.displayResidualMiB() : release.computeResidualMiB());
  }

  private static List<Room> with(List<Room> rooms, Room room) {
    List<Room> all = new ArrayList<>(rooms);
    all.add(room);
    return List.copyOf(all);
  }
}
