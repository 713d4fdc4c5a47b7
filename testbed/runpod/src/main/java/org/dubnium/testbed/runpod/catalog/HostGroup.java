package org.dubnium.testbed.runpod.catalog;

/**
 * Machines of one kind in one data centre.
 *
 * @param gpus of each machine
 * @param cudaVersion as {@code major.minor}
 * @param count how many machines
 */
public record HostGroup(
    String dataCenterId, Cloud cloud, String gpuId, int gpus, String cudaVersion, int count) {}
