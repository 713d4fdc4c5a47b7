package org.dubnium.fleet.pod;

import java.util.Optional;
import java.util.regex.Pattern;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodRuntime.Port;
import org.dubnium.fleet.runpod.PodStatus;

/**
 * Where a port of a running pod is reached from outside.
 *
 * @param host an IP address, or the name of RunPod's proxy for the pod
 * @param isProxy whether it is that proxy, which speaks HTTPS, is open to everyone and ends an
 *     answer after 100 s
 */
public record PublicAddress(String host, int port, boolean isProxy) {

  private static final int LARGEST_PORT = 65_535;
  private static final int HTTPS = 443;

  /** A literal: a name would be looked up. */
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.|$)){4}(?<!\\.)");

  private static final Pattern POD_ID = Pattern.compile("[A-Za-z0-9_]{1,40}");

  /**
   * The address of a port: its TCP mapping, else the proxy if it is mapped for HTTP. Only of a pod
   * that is RUNNING and tells what it runs: the ports of another belong to somebody else by now.
   *
   * @param port in the container
   */
  public static Optional<PublicAddress> of(Pod pod, int port) {
    if (pod.status() != PodStatus.RUNNING || pod.runtime().isEmpty()) {
      return Optional.empty();
    }
    return pod.runtime().get().ports().stream()
        .filter(each -> each.privatePort().orElse(0) == port)
        .map(PublicAddress::direct)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> proxy(pod, port));
  }

  private static Optional<PublicAddress> direct(Port mapping) {
    int port = mapping.publicPort().orElse(0);
    return mapping.type().equals("tcp") && port > 0 && port <= LARGEST_PORT
        ? mapping
            .ip()
            .filter(ip -> IPV4.matcher(ip).matches())
            .map(ip -> new PublicAddress(ip, port, false))
        : Optional.empty();
  }

  private static Optional<PublicAddress> proxy(Pod pod, int port) {
    boolean isHttp =
        pod.runtime().stream()
            .flatMap(runtime -> runtime.ports().stream())
            .anyMatch(each -> each.privatePort().orElse(0) == port && each.type().equals("http"));
    return isHttp && POD_ID.matcher(pod.id()).matches()
        ? Optional.of(
            new PublicAddress("%s-%d.proxy.runpod.net".formatted(pod.id(), port), HTTPS, true))
        : Optional.empty();
  }
}
