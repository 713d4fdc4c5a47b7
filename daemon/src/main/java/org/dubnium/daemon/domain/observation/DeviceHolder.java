package org.dubnium.daemon.domain.observation;

/**
 * A process that has a GPU's device file open.
 *
 * @param device path as configured, such as {@code /dev/nvidia0} or {@code /dev/dri/card0}
 */
public record DeviceHolder(String device, int pid) {}
