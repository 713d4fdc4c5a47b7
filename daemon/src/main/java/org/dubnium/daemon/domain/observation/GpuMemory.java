package org.dubnium.daemon.domain.observation;

/**
 * A GPU's frame buffer, in bytes ({@code nvmlDeviceGetMemoryInfo_v2}).
 *
 * @param usedBytes what somebody allocated; what the driver reserves for itself is neither used nor
 *     free, except with drivers before 510, which count it as used
 */
public record GpuMemory(long totalBytes, long usedBytes, long freeBytes) {}
