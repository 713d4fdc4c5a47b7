package org.dubnium.fleet.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.Cloud;
import org.dubnium.fleet.runpod.CreatePod;
import org.dubnium.fleet.runpod.GpuConfig;
import org.dubnium.fleet.runpod.Mounts;

/** Makes what is sent to RunPod to create a pod. */
public final class CreateRequests {

  private static final String FLEET = "DUBNIUM_FLEET";
  private static final String SLOT = "DUBNIUM_SLOT";
  private static final String ROLE = "DUBNIUM_ROLE";

  /** Variables that pods are given and no declaration sets. */
  public static final Set<String> OWN_VARIABLES =
      Set.of(
          FLEET, SLOT, ROLE, SlurmVariables.MUNGE_KEY, SlurmVariables.HEAD, SlurmVariables.USERS);

  private static final String SSH = "22/tcp";

  private CreateRequests() {}

  /**
   * The request for one pod.
   *
   * @param secrets by the name of their credential; all that the declaration names
   * @param cluster variables of the Slurm cluster
   * @throws IllegalArgumentException if one of them is missing
   */
  public static CreatePod of(
      PodDeclaration declaration,
      PodName name,
      PodCandidate candidate,
      Map<String, Secret> secrets,
      Map<String, String> cluster) {
    PodContainer container = declaration.container();
    Map<String, String> environment = environment(declaration, name, secrets);
    environment.putAll(cluster);
    return new CreatePod(
        name.toString(),
        container.image(),
        container.template(),
        new GpuConfig(candidate.gpu(), declaration.gpuCount()),
        Cloud.valueOf(candidate.cloud().name()),
        candidate.dataCenter().stream().toList(),
        Optional.empty(),
        container.diskGigabytes(),
        container.ports(),
        environment,
        container.arguments(),
        container.registry(),
        declaration.storage().map(CreateRequests::mounts).orElse(Mounts.NONE),
        declaration.globalNetworking(),
        container.ports().contains(SSH));
  }

  private static Map<String, String> environment(
      PodDeclaration declaration, PodName name, Map<String, Secret> secrets) {
    Map<String, String> environment = new TreeMap<>(declaration.container().environment());
    declaration
        .container()
        .secrets()
        .forEach(
            (variable, credential) -> {
              Secret secret = secrets.get(credential);
              if (secret == null) {
                throw new IllegalArgumentException(
                    "cannot create %s without the credential '%s' (give it to fleet-agent.service)"
                        .formatted(name.slot(), credential));
              }
              environment.put(variable, secret.reveal());
            });
    environment.put(FLEET, name.fleet());
    environment.put(SLOT, name.slot().toString());
    environment.put(ROLE, declaration.role().word());
    return environment;
  }

  private static Mounts mounts(PodStorage storage) {
    return switch (storage) {
      case PodStorage.Network(String volume, String path) ->
          new Mounts(Optional.empty(), List.of(new Mounts.Network(volume, path)));
      case PodStorage.HostDisk(int gigabytes, String path) ->
          new Mounts(Optional.of(new Mounts.Persistent(gigabytes, path)), List.of());
    };
  }
}
