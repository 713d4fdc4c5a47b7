package org.dubnium.fleet.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.dubnium.common.config.Place;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.notify.SmtpSettings;

/**
 * A way to tell people of alerts, as it is configured. Its secret is not here: the configuration
 * names the credential that holds it.
 *
 * @param place where the credential is named, or the channel
 * @param credential empty for a channel that needs none
 */
public record ChannelSettings(
    Place place, ChannelRoute route, Optional<String> credential, Medium medium) {

  /** The medium of a channel, with its settings. */
  public sealed interface Medium {

    /** Signed messages to an address of the operator's own. */
    record Webhook(HttpUrl url) implements Medium {}

    /** An incoming webhook of Slack, or what reads as Slack does; the credential is its address. */
    record Slack() implements Medium {}

    /** PagerDuty's events API v2, or what reads as it does. */
    record PagerDuty(HttpUrl url) implements Medium {}

    /**
     * Mail.
     *
     * @param user empty for a server that asks for no login, and then there is no credential
     */
    record Email(
        String host,
        int port,
        SmtpSettings.Security security,
        Optional<String> user,
        String from,
        List<String> to)
        implements Medium {

      public Email {
        to = List.copyOf(to);
      }
    }

    /**
     * The desktops of those who are logged in.
     *
     * @param keep for how long what comes while nobody is waits
     */
    record Desktop(Duration keep) implements Medium {}
  }
}
