package org.dubnium.fleet.pod;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.runpod.Availability;
import org.dubnium.fleet.runpod.GpuType;
import org.dubnium.fleet.runpod.GpuType.Offer;
import org.dubnium.fleet.runpod.Stock;

/**
 * What could be rented in place of what a declaration names: GPUs with as much memory each, as many
 * in a pod, and with stock.
 */
final class Alternatives {

  private static final int MOST = 5;

  private static final Set<Availability> STOCKED =
      Set.of(Availability.LOW, Availability.MEDIUM, Availability.HIGH);

  private Alternatives() {}

  /**
   * The cheapest few.
   *
   * @param places where the declaration's pods can be
   * @param candidates which are none of them
   */
  static List<PodCandidate> of(
      PodDeclaration declaration,
      PodCatalog catalog,
      List<Optional<String>> places,
      List<PodCandidate> candidates) {
    int memory = leastMemory(declaration, catalog);
    List<PodCandidate> found = new ArrayList<>();
    for (Map.Entry<Cloud, List<GpuType>> cloud : catalog.gpus().entrySet()) {
      for (GpuType type : cloud.getValue()) {
        if (type.memoryGb() >= memory
            && STOCKED.contains(type.availability())
            && !isAmong(candidates, type.id(), cloud.getKey())) {
          candidate(declaration, catalog, type, cloud.getKey(), places).ifPresent(found::add);
        }
      }
    }
    found.sort(
        Comparator.comparing(PodCandidate::pricePerHour)
            .thenComparing(PodCandidate::gpu)
            .thenComparing(PodCandidate::cloud));
    return found.subList(0, Math.min(MOST, found.size()));
  }

  private static int leastMemory(PodDeclaration declaration, PodCatalog catalog) {
    return catalog.gpus().values().stream()
        .flatMap(List::stream)
        .filter(type -> declaration.gpus().contains(type.id()))
        .mapToInt(GpuType::memoryGb)
        .min()
        .orElse(0);
  }

  private static boolean isAmong(List<PodCandidate> candidates, String gpu, Cloud cloud) {
    return candidates.stream().anyMatch(each -> each.gpu().equals(gpu) && each.cloud() == cloud);
  }

  private static Optional<PodCandidate> candidate(
      PodDeclaration declaration,
      PodCatalog catalog,
      GpuType type,
      Cloud cloud,
      List<Optional<String>> places) {
    Optional<Offer> offer =
        Optional.ofNullable(type.offers().get(org.dubnium.fleet.runpod.Cloud.valueOf(cloud.name())))
            .filter(each -> each.maxCount() >= declaration.gpuCount());
    Optional<Usd> price = offer.flatMap(each -> Candidates.price(each, declaration.gpuCount()));
    Optional<Optional<String>> place = place(declaration, catalog, type, places);
    return price.flatMap(
        amount -> place.map(where -> new PodCandidate(type.id(), cloud, where, amount)));
  }

  /** Where it can be had; empty if nowhere that the declaration's volume and network allow. */
  private static Optional<Optional<String>> place(
      PodDeclaration declaration, PodCatalog catalog, GpuType type, List<Optional<String>> places) {
    Optional<Optional<String>> declared =
        places.stream().filter(place -> Candidates.isFree(type, place)).findFirst();
    boolean isBound = declaration.storage().orElse(null) instanceof PodStorage.Network;
    if (declared.isPresent() || isBound) {
      return declared;
    }
    return type.dataCenters().stream()
        .filter(stock -> STOCKED.contains(stock.availability()))
        .map(Stock::id)
        .filter(id -> !declaration.globalNetworking() || hasGlobalNetworking(catalog, id))
        .map(Optional::of)
        .findFirst();
  }

  private static boolean hasGlobalNetworking(PodCatalog catalog, String id) {
    return catalog.dataCenter(id).filter(center -> center.globalNetworking()).isPresent();
  }
}
