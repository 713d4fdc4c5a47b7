package org.dubnium.fleet.runpod;

import java.util.List;
import java.util.Map;

/**
 * A type of GPU that pods can have: schema GpuType.
 *
 * @param id to create pods with
 * @param memoryGb of one GPU
 * @param offers by cloud; a cloud that does not have the type is not among them
 * @param availability for the number of GPUs and the cloud that were asked about
 * @param dataCenters that offer it, and how much of it each has; empty if none has any
 */
public record GpuType(
    String id,
    String name,
    String manufacturer,
    int memoryGb,
    Map<Cloud, Offer> offers,
    Availability availability,
    List<Stock> dataCenters) {

  /**
   * What a cloud asks for the type.
   *
   * @param pricePerHour of one GPU, in USD; what is billed for a pod is its own cost
   * @param maxCount most GPUs of one pod, however many are free
   */
  public record Offer(double pricePerHour, int maxCount) {}

  public GpuType {
    offers = Map.copyOf(offers);
    dataCenters = List.copyOf(dataCenters);
  }
}
