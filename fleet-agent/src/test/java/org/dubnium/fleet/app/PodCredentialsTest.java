package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.config.FleetConfigLoader;
import org.dubnium.fleet.config.RunpodSettings;
import org.dubnium.fleet.domain.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodCredentialsTest {

  private static final String POD =
      "\"count\": 1, \"gpu\": [\"NVIDIA A40\"], \"image\": \"a:1\","
          + " \"secrets\": {\"HF_TOKEN\": \"hf-token\"}";

  @TempDir private Path directory;

  private RunpodSettings settings(String text) throws Exception {
    Path config = directory.resolve("fleet-agent.json");
    Files.writeString(config, text);
    return FleetConfigLoader.load(Path.of("src/main/dist/fleet-agent.json"), config, "ws").runpod();
  }

  private RunpodSettings declared() throws Exception {
    return settings(
        "{\"runpod\": {\"fleet\": \"lab\", \"maximumPerHour\": 5}, \"pods\": {\"worker\": {"
            + POD
            + "}}}");
  }

  private PodCredentials find(RunpodSettings settings) throws ConfigException {
    return PodCredentials.of(settings, new Credentials(Optional.of(directory)));
  }

  @Test
  void whoRentsNothingNeedsNone() throws Exception {
    assertEquals(new PodCredentials(Optional.empty(), Map.of()), find(settings("{}")));
  }

  @Test
  void keyAndSecretsAreFound() throws Exception {
    Files.writeString(directory.resolve("runpod-api-key"), "rpa_123\n");
    Files.writeString(directory.resolve("hf-token"), "hf_456\n");
    PodCredentials found = find(declared());
    assertEquals("rpa_123", found.apiKey().orElseThrow().reveal());
    assertEquals(
        Optional.of("hf_456"),
        Optional.ofNullable(found.secrets().get("hf-token")).map(Secret::reveal));
    assertEquals(1, found.secrets().size());
  }

  @Test
  void theKeyOfACluster() throws Exception {
    Files.writeString(directory.resolve("runpod-api-key"), "rpa_123");
    RunpodSettings cluster =
        settings(
            "{\"runpod\": {\"fleet\": \"lab\", \"maximumPerHour\": 5}, \"pods\": {\"head\": {\"count\": 1,"
                + " \"gpu\": [\"NVIDIA A40\"], \"image\": \"a:1\", \"role\": \"head\","
                + " \"globalNetworking\": true, \"ports\": [\"6817/tcp\"]}}}");
    Path key = directory.resolve("munge-key");
    for (int length : List.of(32, 1024)) {
      String text = Base64.getEncoder().encodeToString(new byte[length]);
      Files.writeString(key, text + "\n");
      assertEquals(
          Optional.of(text),
          Optional.ofNullable(find(cluster).secrets().get("munge-key")).map(Secret::reveal));
    }
    for (byte[] wrong : List.of(new byte[31], new byte[1025])) {
      Files.writeString(key, Base64.getEncoder().encodeToString(wrong));
      assertTold(cluster);
    }
    Files.writeString(key, "not Base64, however long it may be, since that has no commas");
    assertTold(cluster);
  }

  private void assertTold(RunpodSettings cluster) {
    ConfigException wrong = assertThrows(ConfigException.class, () -> find(cluster));
    assertEquals(
        "pods.head.role: cannot use the credential 'munge-key' as munge's key (write 32 to 1024 bytes"
            + " in Base64, on one line: base64 -w0 /etc/munge/munge.key)",
        wrong.problems().getFirst().replaceFirst("^[^ ]*: ", ""));
  }

  @Test
  void whatIsMissingIsToldWithItsPlaceAndWhatToDo() throws Exception {
    Files.writeString(directory.resolve("runpod-api-key"), "two words");
    RunpodSettings declared = declared();
    ConfigException wrong = assertThrows(ConfigException.class, () -> find(declared));
    assertEquals(
        List.of(
            "runpod.credential: cannot use the credential 'runpod-api-key' as an API key (write one"
                + " word of ASCII)",
            "pods.worker.secrets.HF_TOKEN: cannot give pods their secret without the credential"
                + " 'hf-token' (give it to fleet-agent.service with LoadCredential=hf-token:FILE in"
                + " a drop-in, and restart it)"),
        wrong.problems().stream().map(text -> text.replaceFirst("^[^ ]*: ", "")).toList());
    Files.delete(directory.resolve("runpod-api-key"));
    ConfigException missing = assertThrows(ConfigException.class, () -> find(declared));
    assertEquals(
        "runpod.credential: cannot ask RunPod for pods without the credential 'runpod-api-key'"
            + " (write it to /etc/credstore/fleet-agent.runpod-api-key and restart"
            + " fleet-agent.service)",
        missing.problems().getFirst().replaceFirst("^[^ ]*: ", ""));
  }
}
