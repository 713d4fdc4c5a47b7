package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.junit.jupiter.api.Test;

/** What the page, the API and a webhook get: the names and forms that others build on. */
class AlertJsonTest {

  private static final UUID ID = UUID.fromString("8c8e1e06-1f6f-4d4e-9c9b-5d8d0f7e2a11");
  private static final UUID RULE = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final NodeId NODE = new NodeId("node-1");
  private static final Instant FIRED = Instant.parse("2026-06-01T12:00:00.123456Z");

  private static AlertEvent event(
      Subject subject, Optional<String> detail, Optional<Instant> seen, Optional<Ending> ending) {
    return new AlertEvent(
        ID,
        RULE,
        "GPU hot",
        subject,
        Metric.GPU_TEMPERATURE,
        91.5,
        87,
        Condition.GTE,
        detail,
        FIRED,
        ending.map(_ -> FIRED.plusSeconds(60)),
        seen,
        ending);
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void anEventThatFires() throws Exception {
    assertEquals(
        json(
            """
            {'id':'8c8e1e06-1f6f-4d4e-9c9b-5d8d0f7e2a11',
             'ruleId':'11111111-2222-4333-8444-555555555555','ruleName':'GPU hot',
             'subject':'gpu:node-1/3','nodeId':'node-1','gpu':3,'metric':'gpu_temperature','value':91.5,'threshold':87.0,
             'condition':'gte','severity':'error','detail':null,
             'firedAt':'2026-06-01T12:00:00.123Z','resolvedAt':null,'ending':null,
             'acknowledgedAt':null}
            """),
        AlertJson.event(
            event(new Subject.Gpu(NODE, 3), Optional.empty(), Optional.empty(), Optional.empty())));
  }

  @Test
  void anEventOfANodeThatWasSeenAndIsOver() throws Exception {
    ObjectNode told =
        AlertJson.event(
            event(
                new Subject.Node(NODE),
                Optional.of("GPU-v1"),
                Optional.of(FIRED.plusSeconds(30)),
                Optional.of(Ending.NO_LONGER_REPORTED)));
    assertEquals(
        json(
            """
            {'gpu':null,'detail':'GPU-v1','resolvedAt':'2026-06-01T12:01:00.123Z',
             'ending':'no-longer-reported','acknowledgedAt':'2026-06-01T12:00:30.123Z'}
            """),
        told.retain("gpu", "detail", "resolvedAt", "ending", "acknowledgedAt"));
  }

  @Test
  void aRule() throws Exception {
    RuleSpec spec =
        new RuleSpec(
            "GPU hot",
            Metric.GPU_TEMPERATURE,
            Condition.GT,
            87.5,
            Duration.ofMinutes(2),
            Optional.of(NodeFilter.of("^gpu-")),
            true);
    assertEquals(
        json(
            """
            {'id':'11111111-2222-4333-8444-555555555555','name':'GPU hot',
             'metric':'gpu_temperature','condition':'gt','threshold':87.5,'nodeFilter':'^gpu-',
             'enabled':true,'createdAt':'2026-06-01T12:00:00.123Z',
             'updatedAt':'2026-06-01T13:00:00.123Z'}
            """),
        AlertJson.rule(new AlertRule(RULE, spec, FIRED, FIRED.plusSeconds(3600)))
            .without("duration"));
    assertEquals(
        120, AlertJson.rule(new AlertRule(RULE, spec, FIRED, FIRED)).path("duration").asLong());
  }

  @Test
  void aNoticeSaysHowManyItIsAboutBesidesTheFirst() throws Exception {
    AlertEvent event =
        event(new Subject.Gpu(NODE, 3), Optional.empty(), Optional.empty(), Optional.empty());
    Notification notification = new Notification(ID, ID, "hook", NotificationKind.FIRED, 1, List.of(event, event), 250, 250);
    JsonNode told = AlertJson.notification(notification);
    assertEquals(250, told.path("total").asInt());
    assertEquals(2, told.path("events").size());
    assertEquals(AlertJson.event(event), told.path("events").get(0));
  }
}
