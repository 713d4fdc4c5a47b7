package org.dubnium.testbed.runpod;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.testbed.runpod.ContainerSettings.NetworkMount;
import org.dubnium.testbed.runpod.ContainerSettings.PersistentMount;

/** Reads {@code mounts} and holds to its rules. */
final class Mounting {

  private Mounting() {}

  /** The disk of the host that a body asks for. */
  static Optional<PersistentMount> persistent(Fields body) {
    return body.object("mounts")
        .flatMap(mounts -> mounts.object("persistent"))
        .map(
            mount -> {
              int size =
                  mount
                      .only(Set.of("size", "path"))
                      .integer("size", 10)
                      .orElseThrow(
                          () -> Problem.invalid(List.of("$.mounts.persistent: size is required")));
              return new PersistentMount(size, mount.required("path"));
            });
  }

  /** The network volume that a body asks for. */
  static Optional<NetworkMount> network(Fields body) {
    Optional<List<Fields>> list =
        body.object("mounts").flatMap(mounts -> mounts.objects("network"));
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<Fields> mounts = list.get();
    if (mounts.size() > 1) {
      throw Problem.invalid(List.of("$.mounts.network: maximum 1 item allowed"));
    }
    if (mounts.isEmpty()) {
      throw Problem.badRequest("mounts.network must not be empty");
    }
    if (body.object("mounts").filter(fields -> fields.has("persistent")).isPresent()) {
      throw Problem.badRequest("mounts.persistent and mounts.network are mutually exclusive");
    }
    Fields mount = mounts.getFirst().only(Set.of("volumeId", "path"));
    return Optional.of(new NetworkMount(mount.required("volumeId"), mount.required("path")));
  }

  /** The settings with the mounts that a change asks for; their kind and volume stay. */
  static ContainerSettings changed(ContainerSettings settings, Fields body) {
    Optional<PersistentMount> persistent = persistent(body);
    Optional<NetworkMount> network = network(body);
    if (persistent.isPresent()) {
      PersistentMount old = settings.persistent();
      if (old == null) {
        throw Problem.badRequest("the kind of mount is fixed at create");
      }
      if (persistent.get().size() < old.size()) {
        throw Problem.badRequest("mounts.persistent.size cannot be reduced");
      }
      return settings.withMounts(persistent.get(), null);
    }
    if (network.isPresent()) {
      NetworkMount old = settings.network();
      if (old == null || !old.volumeId().equals(network.get().volumeId())) {
        throw Problem.badRequest("the kind of mount and its volume are fixed at create");
      }
      return settings.withMounts(null, network.get());
    }
    return settings;
  }
}
