package org.dubnium.daemon.domain.observation;

/**
 * What does not change about a GPU while the driver runs.
 *
 * @param index NVML's index, which may change across boots
 * @param uuid {@code GPU-…}, stable for the board
 * @param pciBusId {@code 00000000:01:00.0}
 * @param minor number of {@code /dev/nvidia<minor>}; unavailable where NVML does not tell
 */
public record GpuIdentity(
    int index, String uuid, String pciBusId, String name, Reading<Integer> minor) {}
