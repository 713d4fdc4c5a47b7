package org.dubnium.testbed.runpod.catalog;

/**
 * A CPU flavour that can be rented.
 *
 * @param minimum the fewest virtual CPUs of one pod
 * @param maximum the most virtual CPUs of one pod
 * @param ramPerCpu GB for each virtual CPU
 * @param pricePerCpu USD per hour and virtual CPU
 */
public record CpuType(
    String id,
    String name,
    String group,
    int minimum,
    int maximum,
    double ramPerCpu,
    double pricePerCpu) {}
