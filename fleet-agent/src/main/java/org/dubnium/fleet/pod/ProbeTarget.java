package org.dubnium.fleet.pod;

import java.net.URI;
import java.util.Optional;
import org.dubnium.fleet.runpod.Pod;

/**
 * What a readiness probe asks: an HTTP GET, or a TCP connection.
 *
 * @param path of the GET; empty for a connection
 */
public record ProbeTarget(PublicAddress address, Optional<String> path) {

  /** The target of a probe; empty while its port is not mapped. */
  public static Optional<ProbeTarget> of(Pod pod, ReadinessProbe probe) {
    return PublicAddress.of(pod, probe.port())
        .map(address -> new ProbeTarget(address, probe.path()));
  }

  /** The URL of the GET; empty for a connection. */
  public Optional<URI> url() {
    return path.map(
        text ->
            URI.create(
                (address.isProxy() ? "https://" : "http://")
                    + address.host()
                    + ":"
                    + address.port()
                    + text));
  }
}
