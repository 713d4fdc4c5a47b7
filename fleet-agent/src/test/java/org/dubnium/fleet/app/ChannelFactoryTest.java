package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.config.FleetConfigLoader;
import org.dubnium.fleet.notify.Delivery;
import org.dubnium.fleet.notify.DesktopChannel;
import org.dubnium.fleet.notify.EmailChannel;
import org.dubnium.fleet.notify.HttpSender;
import org.dubnium.fleet.notify.PagerDutyChannel;
import org.dubnium.fleet.notify.SlackChannel;
import org.dubnium.fleet.notify.WebhookChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelFactoryTest {

  private static final Path DEFAULTS = Path.of("src/main/dist/fleet-agent.json");

  @TempDir private Path directory;

  private void give(String credential, String secret) throws IOException {
    Files.writeString(directory.resolve(credential), secret + "\n");
  }

  private List<Delivery.RoutedChannel> channels(String text, Optional<Path> credentials) throws Exception {
    Path config = directory.resolve("fleet-agent.json");
    Files.writeString(config, "{ \"notifications\": { \"channels\": " + text + " } }");
    return ChannelFactory.of(
        FleetConfigLoader.load(DEFAULTS, config, "workstation").channels(),
        new Credentials(credentials),
        new HttpSender(Duration.ofSeconds(1), InstantSource.system()),
        new DesktopChannel.Desktops() {
          @Override
          public int count() {
            return 0;
          }

          @Override
          public int show(ObjectNode notification) {
            return 0;
          }
        });
  }

  @Test
  void eachIsMadeWithItsSecret() throws Exception {
    give("slack-webhook", "https://hooks.slack.com/services/T0/B0/x");
    give("ops", "0123456789abcdef0123456789abcdef");
    give("pagerduty-key", "e93facc04764012d7bfb002500d5d1a6");
    give("smtp-password", "let me in");
    List<Delivery.RoutedChannel> ways =
        channels(
            """
            { "chat": { "type": "slack" },
              "hook": { "type": "webhook", "url": "https://example.org/", "credential": "ops" },
              "pager": { "type": "pagerduty" },
              "mail": { "type": "email", "host": "smtp.example.org", "user": "gpu",
                        "from": "gpu@example.org", "to": ["ops@example.org"] } }
            """,
            Optional.of(directory));
    assertEquals(
        List.of("desktop", "chat", "hook", "pager", "mail"),
        ways.stream().map(way -> way.route().name()).toList());
    assertEquals(
        List.of(
            DesktopChannel.class,
            SlackChannel.class,
            WebhookChannel.class,
            PagerDutyChannel.class,
            EmailChannel.class),
        ways.stream().map(Delivery.RoutedChannel::channel).map(Object::getClass).toList());
  }

  static List<Arguments> mistakes() {
    return List.of(
        arguments(
            "{ \"chat\": { \"type\": \"slack\" } }",
            ":1: notifications.channels.chat: cannot use channel 'chat' without the credential"
                + " 'slack-webhook' (write it to /etc/credstore/fleet-agent.slack-webhook and restart"
                + " fleet-agent.service)"),
        arguments(
            "{ \"chat\": { \"type\": \"slack\", \"credential\": \"other\" } }",
            ":1: notifications.channels.chat.credential: cannot use channel 'chat' without the"
                + " credential 'other' (give it to fleet-agent.service with LoadCredential=other:FILE in"
                + " a drop-in, and restart it)"),
        arguments(
            "{ \"chat\": { \"type\": \"slack\", \"credential\": \"http\" } }",
            ":1: notifications.channels.chat.credential: cannot send a secret over http to another"
                + " host: use https"),
        arguments(
            "{ \"hook\": { \"type\": \"webhook\", \"url\": \"http://x/\", \"credential\": \"short\" } }",
            ":1: notifications.channels.hook.credential: cannot sign with a secret of less than 24"
                + " bytes: make a longer one"),
        arguments(
            "{ \"mail\": { \"type\": \"email\", \"host\": \"x\", \"from\": \"no address\","
                + " \"to\": [\"a@x.org\"] } }",
            ":1: notifications.channels.mail: cannot use 'no address' as an address of mail"),
        arguments(
            "{ \"mail\": { \"type\": \"email\", \"host\": \"x\", \"from\": \"a@x.org\","
                + " \"to\": [\"a@x.org\"], \"user\": \"u\", \"security\": \"none\","
                + " \"credential\": \"short\" } }",
            ":1: notifications.channels.mail.credential: cannot send a password in the clear to x:"
                + " use starttls or tls"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatCannotBeUsedIsToldWithItsPlace(String text, String problem) throws Exception {
    give("http", "http://hooks.example.org/");
    give("short", "hush");
    give("slack-webhook", "");
    ConfigException wrong =
        assertThrows(ConfigException.class, () -> channels(text, Optional.of(directory)));
    assertEquals(
        List.of(directory.resolve("fleet-agent.json") + problem), wrong.problems());
  }

  @Test
  void withoutAnyCredentialTheDesktopIsLeft() throws Exception {
    assertEquals(1, channels("{}", Optional.empty()).size());
    assertEquals(0, channels("{ \"desktop\": null }", Optional.empty()).size());
  }
}
