package org.dubnium.fleet.config;

import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.pod.DeclaredFleet;

/**
 * Pods that are rented at RunPod. Secrets are not here: the configuration names their credentials.
 *
 * @param api address of the REST API
 * @param credential name of the one that holds the API key
 * @param fleet what is declared; empty where RunPod is not to be asked for anything
 * @param secrets names of the credentials that pods are given, each where it is written
 */
public record RunpodSettings(
    HttpUrl api,
    Value<String> credential,
    Optional<DeclaredFleet> fleet,
    List<Value<String>> secrets) {

  /** The credential that holds the munge key of the Slurm cluster, in Base64: munged(8). */
  public static final String MUNGE_CREDENTIAL = "munge-key";

  public RunpodSettings {
    secrets = List.copyOf(secrets);
  }
}
