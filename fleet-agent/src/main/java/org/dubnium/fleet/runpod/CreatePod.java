package org.dubnium.fleet.runpod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is sent to create a pod with GPUs: schema CreatePodRequest. What is empty is left to the template, or
 * to RunPod. It shows as its name: environment and arguments may be secret.
 *
 * @param image needed unless there is a template
 * @param templateId of the account's own or a public one, not of a serverless one
 * @param cloud SECURE or COMMUNITY
 * @param dataCenterIds where it may be placed; empty for anywhere
 * @param minCudaVersion of the host, such as {@code 12.8}
 * @param diskGb of the container, lost when it restarts; from 1
 * @param ports such as {@code 8888/http}
 * @param environment variables; added to the template's
 * @param args of the container's entry point
 * @param registry id of the credential for a private image
 * @param globalNetworking whether it gets an address across data centres; needs one that has that
 * @param startSsh whether the account's public keys are put into its environment
 */
public record CreatePod(
    String name,
    Optional<String> image,
    Optional<String> templateId,
    GpuConfig gpu,
    Cloud cloud,
    List<String> dataCenterIds,
    Optional<String> minCudaVersion,
    OptionalInt diskGb,
    List<String> ports,
    Map<String, String> environment,
    Optional<String> args,
    Optional<String> registry,
    Mounts mounts,
    boolean globalNetworking,
    boolean startSsh) {

  public CreatePod {
    dataCenterIds = List.copyOf(dataCenterIds);
    ports = List.copyOf(ports);
    environment = Map.copyOf(environment);
  }

  @Override
  public String toString() {
    return "CreatePod[name=" + name + "]";
  }
}
