package org.dubnium.fleet.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.config.RunpodSettings;
import org.dubnium.fleet.domain.Secret;

/**
 * What rented pods need of secrets.
 *
 * @param apiKey of RunPod; empty where RunPod is not to be asked for anything
 * @param secrets that pods are given, by the name of their credential
 */
record PodCredentials(Optional<Secret> apiKey, Map<String, Secret> secrets) {

  PodCredentials {
    secrets = Map.copyOf(secrets);
  }

  /**
   * Finds all of them.
   *
   * @throws ConfigException with every one that is missing or cannot be used
   */
  static PodCredentials of(RunpodSettings settings, Credentials credentials)
      throws ConfigException {
    if (settings.fleet().isEmpty()) {
      return new PodCredentials(Optional.empty(), Map.of());
    }
    Problems problems = new Problems();
    Optional<Secret> key =
        credentials
            .require(settings.credential(), "ask RunPod for pods", problems)
            .filter(text -> isKey(text, settings.credential(), problems))
            .map(Secret::new);
    Map<String, Secret> secrets = new HashMap<>();
    for (Value<String> name : settings.secrets()) {
      credentials
          .require(name, "give pods their secret", problems)
          .ifPresent(text -> secrets.put(name.value(), new Secret(text)));
    }
    problems.throwIfAny();
    return new PodCredentials(key, secrets);
  }

  /** Whether it may stand in a header. */
  private static boolean isKey(String text, Value<String> name, Problems problems) {
    boolean isWord = text.matches("[!-~]+");
    if (!isWord) {
      problems.add(
          name.place(),
          "cannot use the credential '%s' as an API key (write one word of ASCII)"
              .formatted(name.value()));
    }
    return isWord;
  }
}
