package org.dubnium.fleet.app;

import java.util.Base64;
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

  /** Source of both: munged(8), mungekey(8). */
  private static final int SHORTEST_MUNGE_KEY = 32;

  private static final int LONGEST_MUNGE_KEY = 1024;

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
          .filter(text -> !isMungeKey(name) || hasKeyOfMunge(text, name, problems))
          .ifPresent(text -> secrets.put(name.value(), new Secret(text)));
    }
    problems.throwIfAny();
    return new PodCredentials(key, secrets);
  }

  private static boolean isMungeKey(Value<String> name) {
    return name.value().equals(RunpodSettings.MUNGE_CREDENTIAL);
  }

  /** Whether it is a key as munged(8) takes it, in Base64. */
  private static boolean hasKeyOfMunge(String text, Value<String> name, Problems problems) {
    int length;
    try {
      length = Base64.getDecoder().decode(text).length;
    } catch (IllegalArgumentException notBase64) {
      length = 0;
    }
    boolean isKey = length >= SHORTEST_MUNGE_KEY && length <= LONGEST_MUNGE_KEY;
    if (!isKey) {
      problems.add(
          name.place(),
          "cannot use the credential '%s' as munge's key (write %d to %d bytes in Base64, on one line: base64 -w0 /etc/munge/munge.key)"
              .formatted(name.value(), SHORTEST_MUNGE_KEY, LONGEST_MUNGE_KEY));
    }
    return isKey;
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
