package org.dubnium.daemon.observe;

import java.time.Instant;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * The GPUs at one moment.
 *
 * @param at when the reading was begun
 */
public record GpuSample(Instant at, Reading<GpuInventory> reading) {}
