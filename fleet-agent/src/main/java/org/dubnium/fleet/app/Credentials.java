package org.dubnium.fleet.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Value;

/** Secrets as systemd hands them over: a file each, in a directory of this service's alone. */
record Credentials(Optional<Path> directory) {

  /** Those that fleet-agent.service asks for. */
  private static final Set<String> KNOWN =
      Set.of(
          "api-token",
          "slack-webhook",
          "webhook-secret",
          "smtp-password",
          "pagerduty-key",
          "prometheus-token",
          "runpod-api-key",
          "munge-key");

  /**
   * What to do for one that is missing. One that the unit asks for is found by its place alone:
   * systemd.exec(5).
   */
  private static String advice(String name) {
    return KNOWN.contains(name)
        ? "write it to /etc/credstore/fleet-agent.%s and restart fleet-agent.service"
            .formatted(name)
        : "give it to fleet-agent.service with LoadCredential=%s:FILE in a drop-in, and restart it"
            .formatted(name);
  }

  /**
   * A secret, without the line break at its end.
   *
   * @return empty if it was not given
   * @throws IOException if it is there and cannot be read
   */
  Optional<String> find(String name) throws IOException {
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(directory.get().resolve(name)).strip())
          .filter(secret -> !secret.isEmpty());
    } catch (NoSuchFileException notGiven) {
      return Optional.empty();
    }
  }

  /**
   * A secret that something needs.
   *
   * @param use what cannot be done without it, such as {@code read node 'gpu-1'}
   * @return empty if it is missing or cannot be read, which is noted
   */
  Optional<String> require(Value<String> name, String use, Problems problems) {
    try {
      Optional<String> found = find(name.value());
      if (found.isEmpty()) {
        problems.add(
            name.place(),
            "cannot %s without the credential '%s' (%s)"
                .formatted(use, name.value(), advice(name.value())));
      }
      return found;
    } catch (IOException unreadable) {
      problems.add(
          name.place(),
          "cannot read the credential '%s': %s (see that it is a file of text)"
              .formatted(name.value(), unreadable.getMessage()));
      return Optional.empty();
    }
  }
}
