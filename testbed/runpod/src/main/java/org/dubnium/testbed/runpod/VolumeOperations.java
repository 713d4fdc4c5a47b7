package org.dubnium.testbed.runpod;

import java.util.List;
import java.util.Set;
import org.dubnium.testbed.runpod.ContainerSettings.NetworkMount;
import org.dubnium.testbed.runpod.catalog.DataCenter;

/** The calls about network volumes. */
final class VolumeOperations {

  private static final int SMALLEST = 10;
  private static final int LARGEST = 4096;

  private final Account account;

  VolumeOperations(Account account) {
    this.account = account;
  }

  Reply list() {
    return Reply.ok(Json.list("networkVolumes", account.volumes.values(), Volume::json));
  }

  Reply create(Fields body) {
    body.only(Set.of("name", "size", "dataCenter", "type"));
    String name = body.required("name");
    int size = size(body, 0);
    String id = body.required("dataCenter");
    DataCenter center =
        account
            .settings
            .catalog()
            .dataCenter(id)
            .orElseThrow(() -> Problem.badRequest("unknown data center '" + id + "'"));
    if (center.volumeTypes().isEmpty()) {
      throw Problem.badRequest(id + " has no network volumes");
    }
    String type = body.string("type").orElse(center.volumeTypes().getFirst());
    if (!center.volumeTypes().contains(type)) {
      throw Problem.badRequest(id + " has no network volumes of type " + type);
    }
    Volume volume = new Volume(account.newId(), name, center, type);
    volume.resize(size, account.now());
    account.add(volume);
    return Reply.created(volume.json());
  }

  Reply get(Route route) {
    return Reply.ok(account.volume(route.id()).json());
  }

  Reply update(Route route, Fields body) {
    Volume volume = account.volume(route.id());
    if (body.only(Set.of("name", "size")).isEmpty()) {
      throw Problem.invalid(List.of("$: minimum 1 properties required"));
    }
    int size = size(body, volume.size());
    if (size < volume.size()) {
      throw Problem.badRequest("a network volume cannot be made smaller");
    }
    volume.name = body.has("name") ? body.required("name") : volume.name;
    volume.resize(size, account.now());
    return Reply.ok(volume.json());
  }

  Reply delete(Route route) {
    Volume volume = account.volume(route.id());
    if (account.pods.values().stream().anyMatch(pod -> mounts(pod, volume))) {
      throw Problem.badRequest("the network volume is in use by a pod");
    }
    volume.resize(0, account.now());
    account.volumes.remove(volume.id);
    return Reply.nothing();
  }

  private static boolean mounts(Pod pod, Volume volume) {
    NetworkMount mount = pod.container.network();
    return mount != null && mount.volumeId().equals(volume.id);
  }

  private static int size(Fields body, int otherwise) {
    int size = body.integer("size", SMALLEST).orElse(otherwise);
    if (size < SMALLEST || size > LARGEST) {
      throw Problem.invalid(List.of("$.size: must be " + SMALLEST + " to " + LARGEST));
    }
    return size;
  }
}
