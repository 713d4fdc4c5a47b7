package org.dubnium.fleet.pod.reconcile;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.dubnium.fleet.pod.Candidates;
import org.dubnium.fleet.pod.PodCatalog;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.runpod.DataCenter;
import org.dubnium.fleet.runpod.GpuType;
import org.dubnium.fleet.runpod.NetworkVolume;
import org.dubnium.fleet.runpod.RunpodApi;
import org.dubnium.fleet.runpod.RunpodException;
import org.jspecify.annotations.Nullable;

/** What can be rented, asked for again after a while. */
final class CatalogCache {

  /** As long as a plan stands that a person reads before it is applied. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private record GpuKey(int gpuCount, Cloud cloud) {}

  private record Dated<T>(T value, long at) {}

  private final RunpodApi api;
  private final LongSupplier nanoTime;
  private final Map<GpuKey, Dated<List<GpuType>>> gpus = new HashMap<>();
  private @Nullable Dated<List<DataCenter>> dataCenters;
  private @Nullable Dated<List<NetworkVolume>> volumes;

  CatalogCache(RunpodApi api, LongSupplier nanoTime) {
    this.api = api;
    this.nanoTime = nanoTime;
  }

  /** The ways to rent a pod of a declaration. */
  Candidates candidates(PodDeclaration declaration)
      throws RunpodException, InterruptedException {
    Map<Cloud, List<GpuType>> types = new EnumMap<>(Cloud.class);
    for (Cloud cloud : Cloud.values()) {
      types.put(cloud, gpuTypes(new GpuKey(declaration.gpuCount(), cloud)));
    }
    boolean hasPlaces =
        declaration.globalNetworking() || !declaration.dataCenters().isEmpty();
    boolean hasVolume = declaration.storage().orElse(null) instanceof PodStorage.Network;
    return Candidates.of(
        declaration,
        new PodCatalog(
            types,
            hasPlaces || hasVolume ? dataCenters() : List.of(),
            hasVolume ? Optional.of(volumes()) : Optional.empty()));
  }

  /** What was known may be wrong. */
  void forget() {
    gpus.clear();
    dataCenters = null;
    volumes = null;
  }

  private List<GpuType> gpuTypes(GpuKey key) throws RunpodException, InterruptedException {
    Dated<List<GpuType>> known = gpus.get(key);
    if (known == null || !isFresh(known)) {
      known =
          new Dated<>(
              api.listGpuTypes(
                  key.gpuCount(),
                  org.dubnium.fleet.runpod.Cloud.valueOf(key.cloud().name())),
              nanoTime.getAsLong());
      gpus.put(key, known);
    }
    return known.value();
  }

  private List<DataCenter> dataCenters() throws RunpodException, InterruptedException {
    Dated<List<DataCenter>> known = dataCenters;
    if (known == null || !isFresh(known)) {
      known = new Dated<>(api.listDataCenters(), nanoTime.getAsLong());
      dataCenters = known;
    }
    return known.value();
  }

  private List<NetworkVolume> volumes() throws RunpodException, InterruptedException {
    Dated<List<NetworkVolume>> known = volumes;
    if (known == null || !isFresh(known)) {
      known = new Dated<>(api.listNetworkVolumes(), nanoTime.getAsLong());
      volumes = known;
    }
    return known.value();
  }

  private boolean isFresh(Dated<?> known) {
    return nanoTime.getAsLong() - known.at() < FRESH.toNanos();
  }
}
