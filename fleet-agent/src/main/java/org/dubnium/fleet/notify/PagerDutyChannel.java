package org.dubnium.fleet.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import okhttp3.HttpUrl;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertJson;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.domain.Secret;

/**
 * PagerDuty's events API v2: trigger, acknowledge and resolve, joined by the notification that something
 * fired as {@code dedup_key}: an incident for what was told together. Source: developer.pagerduty.com, "Send an Alert Event", and its OpenAPI document.
 */
public final class PagerDutyChannel implements Channel {

  /** Where PagerDuty takes events; accounts in the EU have {@code events.eu.pagerduty.com}. */
  public static final String ADDRESS = "https://events.pagerduty.com/v2/enqueue";

  private static final int LONGEST_SUMMARY = 1_024;

  private final Secret routingKey;
  private final HttpUrl url;
  private final HttpSender http;

  /**
   * Makes one.
   *
   * @param url {@link #ADDRESS}, or another that takes the same
   * @param routingKey the integration key of a service
   * @throws IllegalArgumentException if the address will not do
   */
  public PagerDutyChannel(String url, Secret routingKey, HttpSender http) {
    this.url = Endpoint.confidential(url);
    this.routingKey = routingKey;
    this.http = http;
  }

  @Override
  public DeliveryResult send(Notification notification) {
    if (notification.kind() == NotificationKind.RESOLVED && notification.open() > 0) {
      return new DeliveryResult.Delivered(
          "the incident stays open: " + notification.open() + " of its alerts fire still");
    }
    ObjectNode message =
        JsonNodeFactory.instance
            .objectNode()
            .put("routing_key", routingKey.reveal())
            .put("event_action", action(notification))
            .put("dedup_key", notification.origin().toString());
    switch (notification.kind()) {
      case FIRED -> message.put("client", "Dubnium").set("payload", payload(notification));
      case ACKNOWLEDGED, RESOLVED -> {}
    }
    return http.post(url, Map.of(), HttpSender.bytes(message)).without(routingKey);
  }

  private static String action(Notification notification) {
    return switch (notification.kind()) {
      case FIRED -> "trigger";
      case ACKNOWLEDGED -> "acknowledge";
      case RESOLVED -> "resolve";
    };
  }

  private static ObjectNode payload(Notification notification) {
    AlertEvent event = notification.event();
    String text = NotificationText.subject(notification) + ": " + NotificationText.cause(event);
    String summary = text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY);
    ObjectNode payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("summary", summary)
            .put("source", event.subject().place().value())
            .put("severity", notification.severity().text())
            .put("timestamp", event.firedAt().toString())
            .put("class", event.metric().text());
    String part = NotificationText.part(event);
    if (notification.total() == 1 && !part.isEmpty()) {
      payload.put("component", part);
    }
    payload.set("custom_details", AlertJson.notification(notification));
    return payload;
  }
}
