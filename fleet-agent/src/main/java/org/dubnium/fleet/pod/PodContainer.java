package org.dubnium.fleet.pod;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What runs in a pod.
 *
 * @param image with an explicit version; empty where a template names it
 * @param template id of one that fills what is not given here
 * @param arguments of the container's entry point
 * @param diskGigabytes of the container, emptied at each start
 * @param ports as RunPod writes them: {@code 8000/http}, {@code 22/tcp}
 * @param environment variables and their values, which anybody may read
 * @param secrets variables, each with the name of the credential that holds its value
 * @param registry id of the registry's credential at RunPod
 */
public record PodContainer(
    Optional<String> image,
    Optional<String> template,
    Optional<String> arguments,
    OptionalInt diskGigabytes,
    List<String> ports,
    SortedMap<String, String> environment,
    SortedMap<String, String> secrets,
    Optional<String> registry) {

  /** RunPod takes no more variables, those of both kinds and our own together. */
  public static final int MOST_VARIABLES = 50;

  public PodContainer {
    ports = List.copyOf(ports);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(environment)));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(secrets)));
  }
}
