package org.dubnium.fleet.pod;

import java.time.Instant;

/**
 * A pod of ours that runs or may come to run: one that is listed, or one that was asked for and may
 * have been made.
 *
 * @param rate per hour, or the one expected while RunPod tells none
 * @param createdAt by RunPod, or when it was asked for
 * @param isStoppable whether RunPod lists it, and it is neither locked nor being stopped
 */
public record BilledPod(PodName name, Usd rate, Instant createdAt, boolean isStoppable) {}
