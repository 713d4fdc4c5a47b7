package org.dubnium.daemon.domain.observation;

/**
 * Main memory, {@code /proc/meminfo}, in bytes.
 *
 * @param someStallAvg10 percent of the last 10 s in which some task waited for memory ({@code
 *     /proc/pressure/memory}); unavailable without PSI
 */
public record MemoryState(long totalBytes, long availableBytes, Reading<Double> someStallAvg10) {}
