package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.systemd.SdNotify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading settings with their credentials, and reading them anew. */
class ReloadingTest {

  @TempDir private Path directory;

  private void configure(String text) throws IOException {
    Files.writeString(directory.resolve("fleet-agent.json"), text);
  }

  private Options options() throws Exception {
    return Options.parse(
        List.of(
            "--defaults", "src/main/dist/fleet-agent.json",
            "--config", directory.resolve("fleet-agent.json").toString(),
            "--credentials", directory.toString()),
        Map.of());
  }

  private Settings load() throws Exception {
    return Settings.load(options());
  }

  private List<String> wrong(String configuration) throws IOException {
    configure(configuration);
    return assertThrows(
            ConfigException.class,
            () ->
                NodeTokens.of(
                    load().configuration().nodes(), new Credentials(options().credentials())))
        .problems();
  }

  @Test
  void aDefectIsToldAndTheNextReloadWorks() throws Exception {
    configure("{}");
    boolean[] broken = {true};
    Reloading reloading =
        new Reloading(
            options(),
            load().configuration(),
            settings -> {
              if (broken[0]) {
                throw new IllegalStateException("of a defect");
              }
            },
            SdNotify.from(Map.of()));
    String status = reloading.reload();
    assertTrue(status.startsWith("not reloaded: a defect ("), status);
    broken[0] = false;
    assertEquals("reloaded", reloading.reload());
  }

  @Test
  void prometheusIsSentNoTokenThatOthersCanRead() throws Exception {
    String asked =
        "{ \"history\": { \"provider\": \"prometheus\", \"prometheus\": { \"url\": \"%s\" } } }";
    configure(asked.formatted("http://prom:9090/"));
    assertTrue(load().configuration().history().prometheus().isPresent());
    Files.writeString(directory.resolve("prometheus-token"), "hush");
    ConfigException refused = assertThrows(ConfigException.class, this::load);
    assertEquals(
        List.of(
            "history.prometheus.url: cannot send the credential prometheus-token over http to"
                + " another host (use https, or take the credential away)"),
        refused.problems());
    for (String url : List.of("https://prom:9090/", "http://localhost:9090/")) {
      configure(asked.formatted(url));
      assertTrue(load().configuration().history().prometheus().isPresent());
    }
  }

  @Test
  void aNodesCredentialIsFoundOrMissed() throws Exception {
    String node =
        "{ \"nodes\": { \"gpu-2\": { \"urls\": [\"https://gpu-2/metrics\"], \"credential\": \"gpu-2\" } } }";
    String place = directory.resolve("fleet-agent.json") + ":1: nodes.gpu-2.credential: ";
    assertEquals(
        List.of(
            place
                + "cannot read node 'gpu-2' without the credential 'gpu-2' (give it to"
                + " fleet-agent.service with LoadCredential=gpu-2:FILE in a drop-in, and restart it)"),
        wrong(node));
    Files.writeString(directory.resolve("gpu-2"), "two words");
    assertEquals(
        List.of(
            place + "cannot use the credential 'gpu-2' as a token (write one word of ASCII)"),
        wrong(node));
    Files.writeString(directory.resolve("gpu-2"), "Sesame\n");
    assertEquals(
        List.of("Sesame"),
        List.copyOf(
            NodeTokens.of(load().configuration().nodes(), new Credentials(options().credentials()))
                .values()));
  }
}
