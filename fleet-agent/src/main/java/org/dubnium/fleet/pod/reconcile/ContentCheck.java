package org.dubnium.fleet.pod.reconcile;

import java.util.Optional;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodFingerprint;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.runpod.GpuConfig;
import org.dubnium.fleet.runpod.Pod;

/** Whether a pod is made of what a declaration says. */
final class ContentCheck {

  private ContentCheck() {}

  /** By its fingerprint; of a pod that nobody wrote down, by what RunPod tells of it. */
  static boolean isCurrent(Pod pod, Optional<PodIntent> intent, PodDeclaration declaration) {
    return intent
        .flatMap(PodIntent::content)
        .map(PodFingerprint.of(declaration)::equals)
        .orElseGet(() -> looksLike(pod, declaration));
  }

  private static boolean looksLike(Pod pod, PodDeclaration declaration) {
    Optional<GpuConfig> gpu = pod.gpu();
    boolean hasGpus =
        gpu.isPresent()
            && declaration.gpus().contains(gpu.get().id())
            && gpu.get().count() == declaration.gpuCount();
    boolean hasImage =
        declaration.container().image().map(pod.image()::equals).orElse(true);
    return hasGpus && hasImage;
  }
}
