package org.dubnium.daemon.domain.observation;

import java.time.Instant;

/**
 * A critical error that the driver reported for a GPU.
 *
 * @param xid NVIDIA's error number
 */
public record GpuEvent(String uuid, long xid, Instant at) {}
