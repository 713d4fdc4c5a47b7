package org.dubnium.fleet.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.config.ChannelSettings;
import org.dubnium.fleet.config.ChannelSettings.Medium;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.notify.Channel;
import org.dubnium.fleet.notify.Delivery;
import org.dubnium.fleet.notify.DesktopChannel;
import org.dubnium.fleet.notify.DesktopChannel.Desktops;
import org.dubnium.fleet.notify.EmailChannel;
import org.dubnium.fleet.notify.HttpSender;
import org.dubnium.fleet.notify.PagerDutyChannel;
import org.dubnium.fleet.notify.SlackChannel;
import org.dubnium.fleet.notify.SmtpSettings;
import org.dubnium.fleet.notify.WebhookChannel;

/** Makes the channels that are configured, with the secrets that the service was given. */
final class ChannelFactory {

  /** The deadline of one attempt to deliver. */
  static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Credentials credentials;
  private final HttpSender http;
  private final Desktops desktops;
  private final Problems problems = new Problems();

  private ChannelFactory(Credentials credentials, HttpSender http, Desktops desktops) {
    this.credentials = credentials;
    this.http = http;
    this.desktops = desktops;
  }

  /**
   * Makes all of them.
   *
   * @throws ConfigException with every channel that lacks its credential, or cannot be used with it
   */
  static List<Delivery.RoutedChannel> of(
      List<ChannelSettings> all, Credentials credentials, HttpSender http, Desktops desktops)
      throws ConfigException {
    ChannelFactory channels = new ChannelFactory(credentials, http, desktops);
    List<Delivery.RoutedChannel> ways = new ArrayList<>();
    for (ChannelSettings settings : all) {
      channels
          .channel(settings)
          .ifPresent(channel -> ways.add(new Delivery.RoutedChannel(settings.route(), channel)));
    }
    channels.problems.throwIfAny();
    return ways;
  }

  private Optional<Channel> channel(ChannelSettings settings) {
    Optional<Secret> secret =
        settings
            .credential()
            .map(name -> new Value<>(settings.place(), name))
            .flatMap(
                name ->
                    credentials.require(
                        name, "use channel '%s'".formatted(settings.route().name()), problems))
            .map(Secret::new);
    if (settings.credential().isPresent() && secret.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (settings.medium()) {
            case Medium.Slack() -> new SlackChannel(secret.orElseThrow(), http);
            case Medium.Webhook(var url) ->
                new WebhookChannel(url.toString(), secret.orElseThrow(), http);
            case Medium.PagerDuty(var url) ->
                new PagerDutyChannel(url.toString(), secret.orElseThrow(), http);
            case Medium.Email email -> email(email, secret);
            case Medium.Desktop(var keep) -> new DesktopChannel(desktops, keep);
          });
    } catch (IllegalArgumentException unusable) {
      problems.add(settings.place(), String.valueOf(unusable.getMessage()));
      return Optional.empty();
    }
  }

  private static Channel email(Medium.Email email, Optional<Secret> password) {
    return new EmailChannel(
        new SmtpSettings(
            email.host(),
            email.port(),
            email.security(),
            email.user().map(user -> new SmtpSettings.Login(user, password.orElseThrow())),
            email.from(),
            email.to(),
            DEADLINE),
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }
}
