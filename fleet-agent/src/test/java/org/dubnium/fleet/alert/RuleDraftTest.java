package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleDraftTest {

  private static final String WHOLE =
      """
      {"name":" GPU hot ","metric":"gpu_temperature","condition":"gte","threshold":87,
       "duration":120,"nodeFilter":"^gpu-","enabled":false}
      """;

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void readsAWholeRule() throws Exception {
    assertEquals(
        new RuleSpec(
            "GPU hot",
            AlertMetric.GPU_TEMPERATURE,
            Condition.GTE,
            87,
            Duration.ofMinutes(2),
            Optional.of(NodeFilter.of("^gpu-")),
            false),
        RuleDraft.parse(json(WHOLE)));
  }

  @Test
  void fillsWhatNeedNotBeTold() throws Exception {
    String text = "{'name':'x','metric':'gpu_xid','condition':'eq','threshold':79}";
    RuleSpec rule = RuleDraft.parse(json(text.replace('\'', '"')));
    assertEquals(Duration.ZERO, rule.duration());
    assertEquals(Optional.empty(), rule.nodes());
    assertTrue(rule.enabled());
  }

  @Test
  void leavesWhatIsNotTold() throws Exception {
    RuleSpec before = RuleDraft.parse(json(WHOLE));
    assertEquals(before, RuleDraft.parse(json("{}"), before));
    RuleSpec after = RuleDraft.parse(json("{\"enabled\":true,\"nodeFilter\":null}"), before);
    assertTrue(after.enabled());
    assertEquals(Optional.empty(), after.nodes());
    assertEquals(before.threshold(), after.threshold());
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    RuleSpec spec = RuleDraft.parse(json(WHOLE));
    AlertRule rule = new AlertRule(UUID.randomUUID(), spec, Instant.EPOCH, Instant.EPOCH);
    assertEquals(spec, RuleDraft.parse(AlertJson.rule(rule)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name       | ""
          name       | "   "
          name       | 7
          name       | "two\\nlines"
          metric     | "gpu_colour"
          metric     | "channel_failing"
          metric     | []
          condition  | "greater"
          condition  | ">"
          threshold  | "80"
          threshold  | 1e16
          threshold  | 1e999
          duration   | -1
          duration   | 1.5
          duration   | 604801
          duration   | "60"
          nodeFilter | "("
          nodeFilter | 1
          enabled    | "yes"
          """)
  void saysWhatIsWrong(String field, String value) throws Exception {
    ObjectNode rule = (ObjectNode) json(WHOLE);
    rule.set(field, json(value));
    InvalidRuleException e =
        assertThrows(InvalidRuleException.class, () -> RuleDraft.parse(rule));
    assertEquals(Set.of(field), e.reasons().keySet());
    assertTrue(String.valueOf(e.reasons().get(field)).startsWith("cannot "), e.getMessage());
  }

  @Test
  void refusesALongName() throws Exception {
    ObjectNode rule = (ObjectNode) json(WHOLE);
    rule.put("name", "x".repeat(100));
    assertEquals(100, RuleDraft.parse(rule).name().length());
    rule.put("name", "x".repeat(101));
    assertThrows(InvalidRuleException.class, () -> RuleDraft.parse(rule));
  }

  @Test
  void saysAllThatIsMissingAtOnce() throws Exception {
    JsonNode empty = json("{}");
    assertEquals(
        Set.of("name", "metric", "condition", "threshold"),
        assertThrows(InvalidRuleException.class, () -> RuleDraft.parse(empty)).reasons().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "3", "\"rule\""})
  void refusesWhatIsNoObject(String text) throws Exception {
    JsonNode node = json(text);
    assertThrows(InvalidRuleException.class, () -> RuleDraft.parse(node));
  }

  @Test
  void theDefaultRulesAreRulesThatCouldBeGiven() throws Exception {
    for (RuleSpec spec : DefaultRules.all()) {
      AlertRule rule = new AlertRule(UUID.randomUUID(), spec, Instant.EPOCH, Instant.EPOCH);
      assertEquals(spec, RuleDraft.parse(AlertJson.rule(rule)));
    }
    assertEquals(
        DefaultRules.all().size(),
        DefaultRules.all().stream().map(RuleSpec::name).distinct().count());
  }
}
