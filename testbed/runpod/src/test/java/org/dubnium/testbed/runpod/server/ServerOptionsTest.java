package org.dubnium.testbed.runpod.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.testbed.runpod.RateLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--listen 0.0.0.0:80",
        "--listen 10.1.2.3:80",
        "--listen 127.0.0.1",
        "--listen nowhere.invalid:80",
        "--timing never",
        "--limits some",
        "--seed one",
        "--balance much",
        "--bogus 1",
        "--listen",
      })
  void whatIsWrongIsRefused(String words) {
    assertThrows(IllegalArgumentException.class, () -> ServerOptions.parse(words.split(" ", -1)));
  }

  @Test
  void everyOptionCounts() {
    ServerOptions options =
        ServerOptions.parse(
            "--listen",
            "127.0.0.1:8090",
            "--limits",
            "none",
            "--timing",
            "quick",
            "--seed",
            "7",
            "--balance",
            "12.5",
            "--key",
            "mine",
            "--pod-command",
            "/bin/true");
    assertEquals(8090, options.address().getPort());
    assertEquals(RateLimits.none(), options.settings().limits());
    assertTrue(options.settings().timing().provisioning().toSeconds() <= 1);
    assertEquals(12.5, options.settings().balance());
    assertEquals(7, options.seed());
    assertEquals("mine", options.key());
    assertEquals(Optional.of(Path.of("/bin/true")), options.podCommand());
  }
}
