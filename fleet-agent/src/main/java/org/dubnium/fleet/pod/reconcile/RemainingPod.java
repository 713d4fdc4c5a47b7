package org.dubnium.fleet.pod.reconcile;

import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodPhase;

/**
 * A pod of this fleet that is there although everything was to be destroyed, as a fresh listing has
 * it.
 *
 * @param podId given by RunPod
 * @param reason why it is there still
 */
public record RemainingPod(PodName name, String podId, PodPhase phase, String reason) {}
