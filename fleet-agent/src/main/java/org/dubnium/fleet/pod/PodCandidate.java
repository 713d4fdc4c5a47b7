package org.dubnium.fleet.pod;

import java.util.Optional;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;

/**
 * A way to rent a pod of a declaration.
 *
 * @param gpu id of the GPU type
 * @param dataCenter id; empty for whichever RunPod chooses
 * @param pricePerHour of the whole pod, as the catalog names it; what is billed is the pod's own
 *     rate
 */
public record PodCandidate(
    String gpu, Cloud cloud, Optional<String> dataCenter, Usd pricePerHour) {}
