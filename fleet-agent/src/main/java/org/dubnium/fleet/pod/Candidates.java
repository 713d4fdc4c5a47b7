package org.dubnium.fleet.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.Unmet.Reason;
import org.dubnium.fleet.runpod.Availability;
import org.dubnium.fleet.runpod.GpuType;
import org.dubnium.fleet.runpod.GpuType.Offer;
import org.dubnium.fleet.runpod.Stock;

/**
 * The ways in which a pod of a declaration can be rented now.
 *
 * @param inOrder of preference: by GPU type, then cloud, then data centre
 * @param unmet why other choices that are declared are not among them
 * @param alternatives that are not declared and have stock, the cheapest first
 */
public record Candidates(
    List<PodCandidate> inOrder, List<Unmet> unmet, List<PodCandidate> alternatives) {

  public Candidates {
    inOrder = List.copyOf(inOrder);
    unmet = List.copyOf(unmet);
    alternatives = List.copyOf(alternatives);
  }

  /** Whether waiting may help: nothing can be rented, and something only because none is free. */
  public boolean lackCapacity() {
    return inOrder.isEmpty() && unmet.stream().anyMatch(each -> each.reason() == Reason.NO_STOCK);
  }

  public static Candidates of(PodDeclaration declaration, PodCatalog catalog) {
    return new Selection(declaration, catalog).select();
  }

  /** The price of a pod; empty if the catalog's is none that can be believed. */
  static Optional<Usd> price(Offer offer, int gpuCount) {
    double each = offer.pricePerHour();
    return Double.isFinite(each) && each > 0 && each <= Usd.MOST.dollars()
        ? Optional.of(Usd.of(each).times(gpuCount))
        : Optional.empty();
  }

  /** Whether a data centre has any of a type. One that is asked about is listed if it offers it. */
  static boolean isFree(GpuType type, Optional<String> dataCenter) {
    if (dataCenter.isEmpty() || type.availability() == Availability.UNKNOWN) {
      return true;
    }
    return type.dataCenters().stream()
        .filter(stock -> stock.id().equals(dataCenter.get()))
        .map(Stock::availability)
        .anyMatch(level -> level != Availability.NONE);
  }

  /** One selection, as it goes on. */
  private static final class Selection {

    private final PodDeclaration declaration;
    private final PodCatalog catalog;
    private final Places places;
    private final List<PodCandidate> inOrder = new ArrayList<>();
    private final List<Unmet> unmet = new ArrayList<>();

    Selection(PodDeclaration declaration, PodCatalog catalog) {
      this.declaration = declaration;
      this.catalog = catalog;
      this.places = Places.of(declaration, catalog);
      unmet.addAll(places.unmet());
    }

    Candidates select() {
      for (String gpu : declaration.gpus()) {
        if (declaration.clouds().stream().allMatch(cloud -> catalog.type(gpu, cloud).isEmpty())) {
          add(
              Reason.UNKNOWN_GPU,
              "cannot rent '%s': RunPod's catalog has no such GPU type %s"
                  .formatted(gpu, NearestNames.among(names(), gpu)));
        } else {
          declaration.clouds().forEach(cloud -> judge(gpu, cloud));
        }
      }
      return new Candidates(
          inOrder, unmet, Alternatives.of(declaration, catalog, places.allowed(), inOrder));
    }

    private void judge(String gpu, Cloud cloud) {
      Optional<GpuType> type = catalog.type(gpu, cloud);
      Optional<Offer> offer =
          type.map(GpuType::offers)
              .map(offers -> offers.get(org.dubnium.fleet.runpod.Cloud.valueOf(cloud.name())));
      if (type.isEmpty() || offer.isEmpty()) {
        add(
            Reason.NOT_IN_CLOUD,
            "cannot rent '%s' in the %s cloud, which does not have it (name another in \"clouds\")"
                .formatted(gpu, word(cloud)));
      } else if (offer.get().maxCount() < declaration.gpuCount()) {
        add(
            Reason.TOO_MANY_GPUS,
            ("cannot rent %d of '%s' in one pod: the %s cloud has %d at the most (lower"
                    + " \"gpuCount\", or name another type)")
                .formatted(declaration.gpuCount(), gpu, word(cloud), offer.get().maxCount()));
      } else {
        price(offer.get(), declaration.gpuCount())
            .ifPresentOrElse(
                price -> place(type.get(), cloud, price),
                () ->
                    add(
                        Reason.NO_PRICE,
                        ("cannot rent '%s' in the %s cloud: RunPod names no price for it (name"
                                + " another type)")
                            .formatted(gpu, word(cloud))));
      }
    }

    private void place(GpuType type, Cloud cloud, Usd price) {
      for (Optional<String> place : places.allowed()) {
        if (type.availability() != Availability.NONE && isFree(type, place)) {
          inOrder.add(new PodCandidate(type.id(), cloud, place, price));
        } else {
          add(
              Reason.NO_STOCK,
              "cannot rent '%s' in the %s cloud%s now: none is free (wait, or name another type)"
                  .formatted(
                      type.id(), word(cloud), place.map(id -> ", in " + id + ",").orElse("")));
        }
      }
    }

    /** Names of all types by their ids. */
    private Map<String, String> names() {
      Map<String, String> names = new TreeMap<>();
      catalog.gpus().values().stream()
          .flatMap(List::stream)
          .forEach(type -> names.put(type.id(), type.name()));
      return names;
    }

    private static String word(Cloud cloud) {
      return cloud.name().toLowerCase(Locale.ROOT);
    }

    private void add(Reason reason, String message) {
      unmet.add(new Unmet(reason, message));
    }
  }
}
