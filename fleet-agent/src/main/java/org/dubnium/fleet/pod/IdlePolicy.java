package org.dubnium.fleet.pod;

import java.time.Duration;

/**
 * When a pod that does nothing is stopped.
 *
 * @param after how long its GPUs are idle and its service has no requests
 * @param grace how long before that people are told, and may keep it
 */
public record IdlePolicy(Duration after, Duration grace) {}
