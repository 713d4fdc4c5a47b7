package org.dubnium.fleet.pod;

import java.time.LocalDate;

/**
 * What a pod cost on a day.
 *
 * @param podId given by RunPod
 * @param day UTC
 */
public record DayCost(String podId, PodName name, LocalDate day, Cost cost) {}
