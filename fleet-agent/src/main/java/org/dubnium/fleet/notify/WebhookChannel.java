package org.dubnium.fleet.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import org.dubnium.fleet.alert.AlertJson;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.domain.Secret;

/**
 * Posts {@code {type, timestamp, data}} to an address of the operator's own, {@code data} being
 * the events as the HTTP API tells them, and how many there are. Signed as Standard Webhooks 1.0.0 says
 * (github.com/standard-webhooks): HMAC-SHA-256 over id, time of the attempt and body; the id is the
 * same at every attempt.
 */
public final class WebhookChannel implements Channel {

  private static final String PREFIX = "whsec_";

  /** The specification's least: 192 bits. */
  private static final int SHORTEST_KEY = 24;

  private final HttpUrl url;
  private final SecretKeySpec key;
  private final HttpSender http;

  /**
   * Makes one.
   *
   * @param secret {@code whsec_} and base64, or any other text; at least 24 bytes
   * @throws IllegalArgumentException if the address or the secret will not do
   */
  public WebhookChannel(String url, Secret secret, HttpSender http) {
    this.url = Endpoint.any(url);
    this.http = http;
    this.key = new SecretKeySpec(keyOf(secret.reveal()), "HmacSHA256");
  }

  private static byte[] keyOf(String secret) {
    byte[] key;
    try {
      key =
          secret.startsWith(PREFIX)
              ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
              : secret.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Its message would quote the secret.
      throw new IllegalArgumentException(
          "cannot read the webhook's secret: base64 must follow after " + PREFIX);
    }
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "cannot sign with a secret of less than " + SHORTEST_KEY + " bytes: make a longer one");
    }
    return key;
  }

  @Override
  public DeliveryResult send(Notification notification) {
    Instant now = http.clock().instant();
    byte[] body =
        HttpSender.bytes(
            JsonNodeFactory.instance
                .objectNode()
                .put("type", "alert." + notification.kind().text())
                .put("timestamp", NotificationText.at(notification).toString())
                .set("data", AlertJson.notification(notification)));
    String id = notification.id().toString();
    String time = Long.toString(now.getEpochSecond());
    return http.post(
        url,
        Map.of(
            "webhook-id", id,
            "webhook-timestamp", time,
            "webhook-signature", "v1," + signature(id, time, body)),
        body);
  }

  private String signature(String id, String time, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign: every Java has HmacSHA256", e);
    }
  }
}
