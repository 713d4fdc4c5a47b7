package org.dubnium.fleet.app;

import java.util.List;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PublicAddress;
import org.dubnium.fleet.pod.reconcile.PodFleetStatus;
import org.dubnium.fleet.pod.reconcile.SlotStatus;
import org.dubnium.fleet.telemetry.scrape.Target;

/** The exporters of rented pods: each is read as any node's, under the name of its slot. */
final class PodTargets {

  private PodTargets() {}

  /** Those of pods that serve, or served until now, and whose declaration names a port of metrics. */
  static List<Target> of(PodFleetStatus status) {
    return status.slots().stream()
        .filter(slot -> slot.phase() == PodPhase.READY || slot.phase() == PodPhase.UNREADY)
        .flatMap(slot -> target(status, slot))
        .toList();
  }

  private static Stream<Target> target(PodFleetStatus status, SlotStatus slot) {
    return status.applied(slot.slot()).stream()
        .flatMap(each -> each.metrics().stream())
        .flatMap(port -> Stream.ofNullable(slot.addresses().get(port)))
        .map(address -> new Target(new NodeId(slot.slot().toString()), url(address)));
  }

  private static HttpUrl url(PublicAddress address) {
    return new HttpUrl.Builder()
        .scheme(address.isProxy() ? "https" : "http")
        .host(address.host())
        .port(address.port())
        .addPathSegment("metrics")
        .build();
  }
}
