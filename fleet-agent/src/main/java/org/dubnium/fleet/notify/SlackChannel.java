package org.dubnium.fleet.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import okhttp3.HttpUrl;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.domain.Secret;

/**
 * Posts to an incoming webhook of Slack: {@code text} for notifications and old clients, {@code
 * blocks} for the channel. Source: docs.slack.dev, "Sending messages using incoming webhooks",
 * "Formatting message text", "Rate limits". What reads as Slack does can be reached so too.
 */
public final class SlackChannel implements Channel {

  /** Of the text in a section block: docs.slack.dev, "Section block". */
  private static final int LONGEST_TEXT = 3_000;

  private final Secret secret;
  private final HttpUrl url;
  private final HttpSender http;

  /**
   * Makes one.
   *
   * @param url whoever knows it may post: it is the secret
   * @throws IllegalArgumentException if the address will not do
   */
  public SlackChannel(Secret url, HttpSender http) {
    this.secret = url;
    this.url = Endpoint.confidential(url.reveal());
    this.http = http;
  }

  @Override
  public DeliveryResult send(Notification notification) {
    String title = escape(NotificationText.title(notification));
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("text", title);
    String text = "*" + title + "*\n" + escape(NotificationText.body(notification));
    message
        .putArray("blocks")
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
    return http.post(url, Map.of(), HttpSender.bytes(message)).without(secret);
  }

  /** Slack's three characters that mean something. */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
