package org.dubnium.daemon.domain.observation;

/** A GPU's frame buffer, in bytes ({@code nvmlDeviceGetMemoryInfo}). */
public record GpuMemory(long totalBytes, long usedBytes, long freeBytes) {}
