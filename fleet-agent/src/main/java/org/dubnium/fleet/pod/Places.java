package org.dubnium.fleet.pod;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dubnium.fleet.pod.Unmet.Reason;
import org.dubnium.fleet.runpod.DataCenter;
import org.dubnium.fleet.runpod.NetworkVolume;

/**
 * Where pods of a declaration can be.
 *
 * @param allowed data centres in order of preference; an empty one leaves it to RunPod
 * @param unmet why others that are declared are not among them
 */
record Places(List<Optional<String>> allowed, List<Unmet> unmet) {

  Places {
    allowed = List.copyOf(allowed);
    unmet = List.copyOf(unmet);
  }

  static Places of(PodDeclaration declaration, PodCatalog catalog) {
    if (declaration.storage().orElse(null) instanceof PodStorage.Network(String volume, String _)
        && catalog.volumes().isPresent()) {
      return besideVolume(declaration, catalog, volume);
    }
    List<Unmet> unmet = new ArrayList<>();
    if (declaration.dataCenters().isEmpty()) {
      return new Places(List.of(Optional.empty()), unmet);
    }
    List<Optional<String>> allowed = new ArrayList<>();
    for (String id : declaration.dataCenters()) {
      unsuitable(declaration, catalog, id)
          .ifPresentOrElse(unmet::add, () -> allowed.add(Optional.of(id)));
    }
    return new Places(allowed, unmet);
  }

  /** A network volume can be mounted in its own data centre alone: schema NetworkMount. */
  private static Places besideVolume(
      PodDeclaration declaration, PodCatalog catalog, String volume) {
    Optional<String> place =
        catalog.volumes().orElse(List.of()).stream()
            .filter(each -> each.id().equals(volume))
            .map(NetworkVolume::dataCenterId)
            .findFirst();
    if (place.isEmpty()) {
      return none(
          Reason.UNKNOWN_VOLUME,
          "cannot mount the network volume '%s': the account has none of that id (create it, or"
                  .formatted(volume)
              + " name another)");
    }
    List<String> declared = declaration.dataCenters();
    if (!declared.isEmpty() && !declared.contains(place.get())) {
      return none(
          Reason.VOLUME_ELSEWHERE,
          "cannot mount the network volume '%s' outside of %s, where it is (name that in"
                  .formatted(volume, place.get())
              + " \"dataCenters\")");
    }
    return unsuitable(declaration, catalog, place.get())
        .map(reason -> new Places(List.of(), List.of(reason)))
        .orElseGet(() -> new Places(List.of(place), List.of()));
  }

  private static Optional<Unmet> unsuitable(
      PodDeclaration declaration, PodCatalog catalog, String id) {
    if (catalog.dataCenters().isEmpty()) {
      return Optional.empty();
    }
    Optional<DataCenter> center = catalog.dataCenter(id);
    if (center.isEmpty()) {
      Map<String, String> names = new TreeMap<>();
      catalog.dataCenters().forEach(each -> names.put(each.id(), each.name()));
      return Optional.of(
          new Unmet(
              Reason.UNKNOWN_DATA_CENTER,
              "cannot rent in '%s': RunPod has no such data centre %s"
                  .formatted(id, NearestNames.among(names, id))));
    }
    return declaration.globalNetworking() && !center.get().globalNetworking()
        ? Optional.of(
            new Unmet(
                Reason.NO_GLOBAL_NETWORKING,
                "cannot rent in %s: it has no global networking, which is declared (name another"
                        .formatted(id)
                    + " data centre)"))
        : Optional.empty();
  }

  private static Places none(Reason reason, String message) {
    return new Places(List.of(), List.of(new Unmet(reason, message)));
  }
}
