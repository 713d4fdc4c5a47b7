package org.dubnium.fleet.runpod;

/**
 * The GPUs of a pod: schema GpuConfig.
 *
 * @param id of their type, such as {@code NVIDIA GeForce RTX 4090}
 * @param count from 1
 */
public record GpuConfig(String id, int count) {}
