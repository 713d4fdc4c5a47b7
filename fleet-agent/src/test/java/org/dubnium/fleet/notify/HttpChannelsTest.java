package org.dubnium.fleet.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.NotificationKind;
import org.dubnium.fleet.domain.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpChannelsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-06-01T12:00:07Z"));
  private static final byte[] KEY =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final String ROUTING_KEY = "e93facc04764012d7bfb002500d5d1a6";

  private final HttpSender http = new HttpSender(Duration.ofSeconds(20), CLOCK);
  private HttpSink sink;

  @BeforeEach
  void open() throws IOException {
    sink = new HttpSink();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private Channel webhook() {
    return new WebhookChannel(
        sink.url("/hook"),
        new Secret("whsec_" + Base64.getEncoder().encodeToString(KEY) + "\n"),
        http);
  }

  private Channel slack() {
    return new SlackChannel(new Secret(sink.url("/services/T0/B0/secret")), http);
  }

  private Channel pagerDuty() {
    return new PagerDutyChannel(sink.url("/v2/enqueue"), new Secret(ROUTING_KEY), http);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void aWebhookCarriesTheEventAndItsSignature() throws Exception {
    assertInstanceOf(DeliveryResult.Delivered.class, webhook().send(Samples.notification(NotificationKind.RESOLVED)));
    HttpSink.Received request = sink.next();
    assertEquals("POST", request.method());
    assertEquals("/hook", request.path());
    assertEquals("application/json", request.header("Content-Type"));
    assertEquals(
        json(
            """
            {'type':'alert.resolved','timestamp':'2026-06-01T12:05:00Z','data':{'total':1,'events':[{
              'id':'8c8e1e06-1f6f-4d4e-9c9b-5d8d0f7e2a11',
              'ruleId':'11111111-2222-4333-8444-555555555555','ruleName':'GPU <hot> & loud',
              'subject':'gpu:node-1/3','nodeId':'node-1','gpu':3,'metric':'gpu_temperature','value':91.5,'threshold':87.0,
              'condition':'gte','severity':'error','detail':null,
              'firedAt':'2026-06-01T12:00:00Z','resolvedAt':'2026-06-01T12:05:00Z','ending':'resolved',
              'acknowledgedAt':null}]}}
            """),
        request.json());

    assertEquals(Samples.NOTICE.toString(), request.header("webhook-id"));
    assertEquals("1780315207", request.header("webhook-timestamp"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    mac.update((Samples.NOTICE + ".1780315207.").getBytes(StandardCharsets.UTF_8));
    byte[] signature = mac.doFinal(request.body().getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "v1," + Base64.getEncoder().encodeToString(signature),
        request.header("webhook-signature"));
  }

  @Test
  void slackIsToldInItsOwnWords() throws Exception {
    assertInstanceOf(DeliveryResult.Delivered.class, slack().send(Samples.notification(NotificationKind.FIRED)));
    HttpSink.Received request = sink.next();
    assertEquals("POST", request.method());
    assertEquals("/services/T0/B0/secret", request.path());
    assertEquals("application/json", request.header("Content-Type"));
    assertEquals(
        json(
            """
            {'text':'[FIRING] GPU &lt;hot&gt; &amp; loud: node-1 GPU 3',
             'blocks':[{'type':'section','text':{'type':'mrkdwn','text':
               '*[FIRING] GPU &lt;hot&gt; &amp; loud: node-1 GPU 3*\\n\
            gpu_temperature = 91.5 °C, alert at ≥ 87 °C\\n\
            Fired at 2026-06-01T12:00:00Z'}}]}
            """),
        request.json());
  }

  @Test
  void pagerDutyIsTriggered() throws Exception {
    sink.then(
        HttpSink.answer(
            202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}"));
    assertInstanceOf(DeliveryResult.Delivered.class, pagerDuty().send(Samples.notification(NotificationKind.FIRED)));
    HttpSink.Received request = sink.next();
    assertEquals("/v2/enqueue", request.path());
    JsonNode event = request.json();
    assertEquals(ROUTING_KEY, event.path("routing_key").textValue());
    assertEquals("trigger", event.path("event_action").textValue());
    assertEquals(Samples.ORIGIN.toString(), event.path("dedup_key").textValue());
    assertEquals("Dubnium", event.path("client").textValue());
    JsonNode payload = event.path("payload");
    assertEquals(
        "GPU <hot> & loud: node-1 GPU 3: gpu_temperature = 91.5 °C, alert at ≥ 87 °C",
        payload.path("summary").textValue());
    assertEquals("node-1", payload.path("source").textValue());
    assertEquals("error", payload.path("severity").textValue());
    assertEquals("2026-06-01T12:00:00Z", payload.path("timestamp").textValue());
    assertEquals("GPU 3", payload.path("component").textValue());
    assertEquals("gpu_temperature", payload.path("class").textValue());
    assertEquals(91.5, payload.path("custom_details").path("events").path(0).path("value").doubleValue());
  }

  @ParameterizedTest
  @CsvSource({"ACKNOWLEDGED, acknowledge", "RESOLVED, resolve"})
  void pagerDutyHearsHowItGoesOn(NotificationKind kind, String action) throws Exception {
    pagerDuty().send(Samples.notification(kind));
    assertEquals(
        new ObjectMapper()
            .createObjectNode()
            .put("routing_key", ROUTING_KEY)
            .put("event_action", action)
            .put("dedup_key", Samples.ORIGIN.toString()),
        sink.next().json());
  }

  @Test
  void anIncidentStaysOpenUntilTheLastOfItsAlertsIsOver() {
    Notification some = Samples.notification(NotificationKind.RESOLVED, List.of(Samples.event(true)), 1, 2);
    assertEquals(
        new DeliveryResult.Delivered("the incident stays open: 2 of its alerts fire still"),
        pagerDuty().send(some));
    assertEquals(0, sink.waiting());
  }

  @Test
  void aWebhookSaysHowManyItIsOf() throws Exception {
    webhook().send(Samples.notification(NotificationKind.FIRED, List.of(Samples.event(false)), 1000, 1000));
    JsonNode data = sink.next().json().path("data");
    assertEquals(1000, data.path("total").intValue());
    assertEquals(1, data.path("events").size());
  }

  @ParameterizedTest
  @CsvSource({
    "200, Delivered", "202, Delivered", "204, Delivered",
    "400, PermanentFailure", "401, PermanentFailure", "403, PermanentFailure", "404, PermanentFailure", "410, PermanentFailure",
    "408, TemporaryFailure", "425, TemporaryFailure", "429, TemporaryFailure", "500, TemporaryFailure", "502, TemporaryFailure", "503, TemporaryFailure"
  })
  void judgesTheAnswer(int code, String verdict) {
    sink.then(HttpSink.answer(code, code == 204 ? "" : "invalid_payload"));
    DeliveryResult given = slack().send(Samples.notification(NotificationKind.FIRED));
    assertEquals(verdict, given.getClass().getSimpleName(), given.toString());
  }

  @Test
  void heedsHowLongItIsToWait() {
    sink.then(HttpSink.answer(429, "rate_limited", Map.of("Retry-After", "30")));
    assertEquals(
        new DeliveryResult.TemporaryFailure("429: rate_limited", Optional.of(Duration.ofSeconds(30))),
        slack().send(Samples.notification(NotificationKind.FIRED)));
  }

  @Test
  void followsNoRedirect() throws Exception {
    sink.then(HttpSink.answer(307, "", Map.of("Location", sink.url("/elsewhere"))));
    assertInstanceOf(
        DeliveryResult.PermanentFailure.class, pagerDuty().send(Samples.notification(NotificationKind.FIRED)));
    assertEquals("/v2/enqueue", sink.next().path());
    assertEquals(0, sink.waiting());
  }

  @Test
  void readsNoMoreThanItShows() {
    sink.then(HttpSink.answer(400, "long ".repeat(1_000_000)));
    DeliveryResult.PermanentFailure refused =
        assertInstanceOf(
            DeliveryResult.PermanentFailure.class, slack().send(Samples.notification(NotificationKind.FIRED)));
    assertEquals(300, refused.reason().length());
  }

  @Test
  void doesNotWaitForEver() {
    sink.then(sink.hang());
    HttpSender hasty = new HttpSender(Duration.ofMillis(200), CLOCK);
    Channel channel = new PagerDutyChannel(sink.url("/"), new Secret(ROUTING_KEY), hasty);
    assertInstanceOf(DeliveryResult.TemporaryFailure.class, channel.send(Samples.notification(NotificationKind.FIRED)));
  }

  @Test
  void sendsNothingTwiceWhenTheOtherSideHangsUp() throws Exception {
    sink.then(HttpSink.hangUp());
    assertInstanceOf(DeliveryResult.TemporaryFailure.class, slack().send(Samples.notification(NotificationKind.FIRED)));
    sink.next();
    assertEquals(0, sink.waiting());
  }

  @Test
  void saysNothingOfSecrets() {
    sink.close();
    Channel slack = slack();
    assertFalse(slack.send(Samples.notification(NotificationKind.FIRED)).toString().contains("secret"));
    assertFalse(slack.toString().contains("secret"));
    assertEquals("(hidden)", new Secret("hush").toString());
  }

  @Test
  void hidesASecretThatTheOtherSideQuotes() {
    sink.then(HttpSink.answer(400, "unknown key " + ROUTING_KEY));
    assertEquals(
        new DeliveryResult.PermanentFailure("400: unknown key (hidden)"),
        pagerDuty().send(Samples.notification(NotificationKind.FIRED)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "whsec_c2hvcnQ=", "whsec_no base64 at all, however long it is"})
  void refusesAWeakSecret(String secret) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new WebhookChannel(sink.url("/"), new Secret(secret), http));
    assertFalse(String.valueOf(e.getMessage()).contains("c2hvcnQ"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://hooks.example.com/x", "ftp://127.0.0.1/", "hooks", ""})
  void refusesAnAddressThatWouldGiveTheSecretAway(String url) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new PagerDutyChannel(url, new Secret(ROUTING_KEY), http));
    assertTrue(String.valueOf(e.getMessage()).startsWith("cannot "), e.getMessage());
  }
}
