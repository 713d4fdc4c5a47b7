package org.dubnium.fleet.pod;

import java.time.Duration;
import java.util.Optional;

/**
 * The request that a pod's service answers once it is ready.
 *
 * @param port in the container; its mapping to a public one is read from RunPod
 * @param path of an HTTP GET, answered with a status from 200 to 299; empty where a TCP connection
 *     is enough
 * @param patience how long a pod may take from its creation until it answers
 */
public record ReadinessProbe(int port, Optional<String> path, Duration patience) {}
