package org.dubnium.fleet.pod;

/**
 * A pod that has to be stopped because of what it costs.
 *
 * @param reason for people
 */
public record StopOrder(PodName pod, SpendingLimit limit, String reason) {}
