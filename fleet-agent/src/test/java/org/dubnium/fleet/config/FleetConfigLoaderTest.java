package org.dubnium.fleet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.config.ChannelSettings.Medium;
import org.dubnium.fleet.config.FleetConfiguration.StaticNode;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.notify.SmtpSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FleetConfigLoaderTest {

  private static final Path DEFAULTS = Path.of("src/main/dist/fleet-agent.json");

  @TempDir private Path directory;

  private FleetConfiguration load(String text) throws IOException, ConfigException {
    Path config = directory.resolve("fleet-agent.json");
    Files.writeString(config, text);
    return FleetConfigLoader.load(DEFAULTS, config, "workstation");
  }

  @Test
  void theShippedDefaultsAreSound() throws Exception {
    FleetConfiguration read = load("{}");
    assertTrue(read.listen().isLoopback());
    assertEquals(8080, read.listen().address().getPort());
    assertEquals(Optional.of(Path.of("/run/fleet-agent/agent.sock")), read.listen().socket());
    assertEquals(Set.of(), read.listen().names());
    assertTrue(read.host());
    assertEquals(new NodeId("workstation"), read.hostNode());
    assertEquals(List.of(), read.nodes());
    assertEquals(Duration.ofSeconds(10), read.polling().interval());
    assertEquals(Duration.ofDays(730), read.history().hours());
  }

  @Test
  void theSocketAndTheNamesAreTheAdministrators() throws Exception {
    FleetConfiguration read =
        load("{ \"listen\": { \"socket\": null, \"names\": [\"GPU-1.example\", \"[fd00::1]\"] } }");
    assertEquals(Optional.empty(), read.listen().socket());
    assertEquals(Set.of("gpu-1.example", "[fd00::1]"), read.listen().names());
  }

  @Test
  void thePastMayBeAskedOfPrometheus() throws Exception {
    assertEquals(Optional.empty(), load("{}").history().prometheus());
    String address = "\"prometheus\": { \"url\": \"http://prom:9090/\" }";
    assertEquals(
        Optional.of(HttpUrl.get("http://prom:9090/")),
        load("{ \"history\": { \"provider\": \"prometheus\", " + address + " } }")
            .history()
            .prometheus());
    assertEquals(
        Optional.empty(), load("{ \"history\": { " + address + " } }").history().prometheus());
  }

  @Test
  void anAdministratorsNodesAreAdded() throws Exception {
    FleetConfiguration read =
        load(
            """
            { "host": { "node": "ws-1" },
              "nodes": { "gpu-2": { "urls": ["http://gpu-2:9400/metrics"] } } }
            """);
    assertEquals(new NodeId("ws-1"), read.hostNode());
    assertEquals(
        List.of(
            new StaticNode(new NodeId("gpu-2"), List.of(HttpUrl.get("http://gpu-2:9400/metrics")), Optional.empty())),
        read.nodes());
  }

  @Test
  void theDesktopIsToldAsShipped() throws Exception {
    ChannelSettings desktop = load("{}").channels().getFirst();
    assertEquals(
        new ChannelRoute(
            "desktop",
            Set.of(Severity.CRITICAL, Severity.ERROR, Severity.WARNING),
            QuietHours.none(),
            false),
        desktop.route());
    assertEquals(new Medium.Desktop(Duration.ofHours(12)), desktop.medium());
    assertEquals(Optional.empty(), desktop.credential());
  }

  @Test
  void aChannelIsReadWithAllThatItHas() throws Exception {
    ChannelSettings mail =
        load("""
             { "notifications": { "channels": { "desktop": null, "mail": {
               "type": "email", "host": "smtp.example.org", "security": "tls", "user": "gpu",
               "from": "gpu@example.org", "to": ["a@example.org", "b@example.org"],
               "severities": ["critical", "info"], "acknowledgements": true,
               "quietHours": { "spans": ["22:00-07:00", "12:00 - 13:00"], "zone": "Asia/Tokyo" }
             } } } }
             """)
            .channels()
            .getFirst();
    assertEquals(
        new ChannelRoute(
            "mail",
            Set.of(Severity.CRITICAL, Severity.INFO),
            new QuietHours(
                List.of(
                    new QuietHours.Span(LocalTime.of(22, 0), LocalTime.of(7, 0)),
                    new QuietHours.Span(LocalTime.of(12, 0), LocalTime.of(13, 0))),
                ZoneId.of("Asia/Tokyo")),
            true),
        mail.route());
    assertEquals(
        new Medium.Email(
            "smtp.example.org",
            465,
            SmtpSettings.Security.TLS,
            Optional.of("gpu"),
            "gpu@example.org",
            List.of("a@example.org", "b@example.org")),
        mail.medium());
    assertEquals(Optional.of("smtp-password"), mail.credential());
  }

  private static Arguments channel(String json, String problem) {
    return arguments(
        "{ \"notifications\": { \"channels\": { \"a\": " + json + " } } }",
        ":1: notifications.channels.a" + problem);
  }

  static List<Arguments> mistakesInChannels() {
    return List.of(
        channel("{}", ": cannot do without 'type' (write it)"),
        channel("7", ": cannot use 7 (write an object, in braces)"),
        channel(
            "{ \"type\": \"slak\" }", ".type: cannot use 'slak' here (did you mean 'slack'?)"),
        channel(
            "{ \"type\": \"slack\", \"url\": \"https://x\" }",
            ".url: cannot use an unknown key (known: acknowledgements, credential, quietHours,"
                + " severities, type)"),
        channel("{ \"type\": \"webhook\" }", ": cannot do without 'url' (write it)"),
        channel(
            "{ \"type\": \"webhook\", \"url\": \"example.org\" }",
            ".url: cannot use 'example.org' as an address (write one such as"
                + " https://example.org/hook)"),
        channel(
            "{ \"type\": \"slack\", \"severities\": [\"fatal\"] }",
            ".severities[0]: cannot use 'fatal' here (known: critical, error, warning, info)"),
        channel(
            "{ \"type\": \"slack\", \"severities\": [] }",
            ".severities: cannot use a channel that is told nothing (name one of: critical, error,"
                + " warning, info)"),
        channel(
            "{ \"type\": \"slack\", \"credential\": \"https://hooks.slack.com/x\" }",
            ".credential: cannot use 'https://hooks.slack.com/x' as the name of a credential (write"
                + " the name that LoadCredential= gives it, never the secret itself)"),
        channel(
            "{ \"type\": \"slack\", \"quietHours\": { \"spans\": [\"22-7\"] } }",
            ".quietHours.spans[0]: cannot be quiet in '22-7' (write two times of day, such as"
                + " 22:00-07:00)"),
        channel(
            "{ \"type\": \"slack\", \"quietHours\": { \"spans\": [\"24:30-07:00\"] } }",
            ".quietHours.spans[0]: cannot be quiet in '24:30-07:00' (write two times of day, such as"
                + " 22:00-07:00)"),
        channel(
            "{ \"type\": \"slack\", \"quietHours\": {} }",
            ".quietHours: cannot be quiet at no time (write \"spans\": [\"22:00-07:00\"])"),
        channel(
            "{ \"type\": \"slack\", \"quietHours\": { \"spans\": [\"22:00-07:00\"],"
                + " \"zone\": \"Berlin\" } }",
            ".quietHours.zone: cannot find the time zone 'Berlin' (write one such as Europe/Berlin)"),
        channel(
            "{ \"type\": \"email\", \"host\": \"x\", \"from\": \"a@x\" }",
            ": cannot send mail to nobody (name somebody in \"to\")"),
        channel(
            "{ \"type\": \"email\", \"from\": \"a@x\", \"to\": [\"b@x\"] }",
            ": cannot do without 'host' (write it)"),
        channel(
            "{ \"type\": \"email\", \"host\": \"x\", \"from\": \"a@x\", \"to\": [\"b@x\"],"
                + " \"port\": 0 }",
            ".port: cannot use 0 (write a whole number from 1 to 65535)"),
        channel(
            "{ \"type\": \"email\", \"host\": \"x\", \"from\": \"a@x\", \"to\": [\"b@x\"],"
                + " \"credential\": \"y\" }",
            ".credential: cannot log in without a name (write it as \"user\")"),
        channel(
            "{ \"type\": \"desktop\", \"keep\": \"2\" }",
            ".keep: cannot use \"2\" (write up to 1 d as a number with ms, s, min, h or d, such as"
                + " \"250ms\")"));
  }

  static List<Arguments> mistakes() {
    return List.of(
        arguments(
            "{ \"listen\": { \"address\": \"my-host\" } }",
            ":1: listen.address: cannot listen on 'my-host' (write an IP address, such as"
                + " 127.0.0.1)"),
        arguments(
            "{ \"listen\": { \"socket\": \"agent.sock\" } }",
            ":1: listen.socket: cannot listen on 'agent.sock' (write a whole path of 107 bytes at"
                + " most, such as /run/fleet-agent/agent.sock, or null)"),
        arguments(
            "{ \"listen\": { \"names\": [\"gpu-1:8080\"] } }",
            ":1: listen.names[0]: cannot be known as 'gpu-1:8080' (write a name without its port,"
                + " such as gpu-1.example)"),
        arguments(
            "{ \"listen\": { \"port\": 70000 } }",
            ":1: listen.port: cannot use 70000 (write a whole number from 0 to 65535)"),
        arguments(
            "{ \"nodes\": { \"gpu 2\": { \"urls\": [\"http://gpu-2/\"] } } }",
            ":1: nodes[\"gpu 2\"]: cannot use 'gpu 2' as the name of a node"),
        arguments(
            "{ \"nodes\": { \"gpu-2\": { } } }",
            ":1: nodes.gpu-2: cannot read a node without an address (name one in \"urls\")"),
        arguments(
            "{ \"nodes\": { \"gpu-2\": { \"urls\": [\"gpu-2:9400\"] } } }",
            ":1: nodes.gpu-2.urls[0]: cannot use 'gpu-2:9400' as an address (write one such as"
                + " http://gpu-1:9400/metrics)"),
        arguments(
            "{ \"nodes\": { \"gpu-2\": { \"urls\": [\"https://a/\", \"http://b/\"],"
                + " \"credential\": \"x\" } } }",
            ":1: nodes.gpu-2.credential: cannot send a secret over http to another host (use https"
                + " in \"urls\")"),
        arguments(
            "{ \"nodes\": { \"gpu-2\": { \"urls\": [\"https://a/\"],"
                + " \"credential\": \"Bearer x\" } } }",
            ":1: nodes.gpu-2.credential: cannot use 'Bearer x' as the name of a credential"),
        arguments(
            "{ \"discovery\": { \"files\": [\"targets.json\"] } }",
            ":1: discovery.files[0]: cannot watch 'targets.json' (write a whole path, such as"
                + " /etc/dubnium/targets.json)"),
        arguments(
            "{ \"polling\": { \"deadline\": \"20s\" } }",
            ":1: polling.deadline: cannot wait for an answer longer than until the next question"
                + " (lower it)"),
        arguments(
            "{ \"history\": { \"keep\": { \"raw\": \"60d\" } } }",
            ": history.keep: cannot keep the finer longer than the coarser"
                + " (raw ≤ minutes ≤ hours)"),
        arguments(
            "{ \"history\": { \"provider\": \"prometheus\" } }",
            "history.prometheus: cannot ask Prometheus without its address"),
        arguments(
            "{ \"history\": { \"provider\": \"cloud\" } }", ":1: history.provider: cannot use"),
        arguments(
            "{ \"telemetry\": {} }", ":1: telemetry: cannot use an unknown key"),
        arguments(
            "{ \"slurm\": { \"enabled\": \"yes\" } }",
            ":1: slurm.enabled: cannot use \"yes\" (write true or false)"));
  }

  @ParameterizedTest
  @MethodSource({"mistakes", "mistakesInChannels"})
  void aMistakeIsToldWithItsPlace(String text, String message) {
    ConfigException wrong = assertThrows(ConfigException.class, () -> load(text));
    assertTrue(
        wrong.problems().stream().anyMatch(problem -> problem.contains(message)),
        () -> String.join("\n", wrong.problems()));
  }
}
