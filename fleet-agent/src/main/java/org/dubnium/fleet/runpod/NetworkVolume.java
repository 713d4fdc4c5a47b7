package org.dubnium.fleet.runpod;

/**
 * Storage that outlives pods: schema NetworkVolume.
 *
 * @param dataCenterId where it is, and where pods must be that mount it
 */
public record NetworkVolume(
    String id, String name, int sizeGb, String dataCenterId, VolumeType type) {}
