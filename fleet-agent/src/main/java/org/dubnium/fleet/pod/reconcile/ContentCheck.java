package org.dubnium.fleet.pod.reconcile;

import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodFingerprint;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.runpod.Cloud;
import org.dubnium.fleet.runpod.GpuConfig;
import org.dubnium.fleet.runpod.Pod;

/** Whether a pod is made of what a declaration says. */
final class ContentCheck {

  private ContentCheck() {}

  /**
   * By its fingerprint and where it is; of a pod that nobody wrote down, by what RunPod tells of it
   * alone. A worker is left as it is while its cluster has no head: none could be made in its place.
   */
  static boolean isCurrent(
      Pod pod, Optional<PodIntent> intent, PodDeclaration declaration, Optional<SlurmHead> head) {
    if (declaration.role() == PodRole.WORKER && head.isEmpty()) {
      return true;
    }
    return isAmongAlternatives(pod, declaration)
        && intent
            .flatMap(PodIntent::content)
            .map(PodFingerprint.of(declaration, head)::equals)
            .orElseGet(() -> pod.gpu().isPresent() && hasImage(pod, declaration));
  }

  /** Whether the GPU, cloud and data centre that the pod reports are among the declared alternatives. */
  private static boolean isAmongAlternatives(Pod pod, PodDeclaration declaration) {
    List<String> places = declaration.dataCenters();
    return pod.gpu().map(gpu -> isAmongAlternatives(gpu, declaration)).orElse(true)
        && isAmongAlternatives(pod.cloud(), declaration)
        && (places.isEmpty() || pod.dataCenterId().map(places::contains).orElse(true));
  }

  private static boolean isAmongAlternatives(Cloud cloud, PodDeclaration declaration) {
    return cloud == Cloud.UNKNOWN
        || declaration.clouds().stream().anyMatch(each -> each.name().equals(cloud.name()));
  }

  private static boolean isAmongAlternatives(GpuConfig gpu, PodDeclaration declaration) {
    return declaration.gpus().contains(gpu.id()) && gpu.count() == declaration.gpuCount();
  }

  private static boolean hasImage(Pod pod, PodDeclaration declaration) {
    return declaration.container().image().map(pod.image()::equals).orElse(true);
  }
}
