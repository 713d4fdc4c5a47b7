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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.OperationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

  /** What is wrong, by the name of the field. */
  private static Map<String, String> problems(Executable parse) {
    OperationException wrong = assertThrows(OperationException.class, parse);
    assertEquals(OperationException.Kind.INVALID, wrong.kind());
    return wrong.details().stream()
        .map(detail -> detail.split(": ", 2))
        .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
  }

  @Test
  void readsAWholeRule() throws Exception {
    assertEquals(
        new RuleSpec(
            "GPU hot",
            Metric.GPU_TEMPERATURE,
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
    Map<String, String> problems = problems(() -> RuleDraft.parse(rule));
    assertEquals(Set.of(field), problems.keySet());
    assertTrue(problems.toString().contains("=cannot "), problems.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "threshold, 1e15",
    "threshold, -1e15",
    "duration, 0",
    "duration, 604800",
    "duration, 60.0",
    "name, '\"x\"'",
    "nodeFilter, '\"\"'"
  })
  void takesWhatIsJustPossible(String field, String value) throws Exception {
    ObjectNode rule = (ObjectNode) json(WHOLE);
    rule.set(field, json(value));
    RuleSpec spec = RuleDraft.parse(rule);
    switch (field) {
      case "threshold" -> assertEquals(Double.parseDouble(value), spec.threshold());
      case "duration" -> assertEquals((long) Double.parseDouble(value), spec.duration().toSeconds());
      case "name" -> assertEquals("x", spec.name());
      default -> assertEquals(Optional.empty(), spec.nodes());
    }
  }

  @Test
  void namesTheMetricsThatThereAre() throws Exception {
    ObjectNode rule = (ObjectNode) json(WHOLE);
    rule.put("metric", "gpu_colour");
    String advice = String.valueOf(problems(() -> RuleDraft.parse(rule)).get("metric"));
    for (Metric metric : Metric.values()) {
      assertEquals(metric.isForRules(), advice.contains(metric.text()), metric.text());
    }
  }

  /** What is wrong with a field is said once, and first. */
  @ParameterizedTest
  @CsvSource({"name, 7, a text", "metric, 7, a text", "condition, [], a text", "threshold, [], a number"})
  void saysOfWhatTypeAFieldIs(String field, String value, String type) throws Exception {
    RuleSpec before = RuleDraft.parse(json(WHOLE));
    JsonNode change = json("{\"" + field + "\":" + value + "}");
    for (Executable parse :
        List.<Executable>of(() -> RuleDraft.parse(change), () -> RuleDraft.parse(change, before))) {
      assertEquals(
          "cannot use " + field + ": it must be " + type,
          String.valueOf(problems(parse).get(field)));
    }
  }

  @Test
  void aFieldThatIsNullIsNotTold() throws Exception {
    RuleSpec before = RuleDraft.parse(json(WHOLE));
    String nothing =
        "{'name':null,'metric':null,'condition':null,'threshold':null,'duration':null,'enabled':null}";
    assertEquals(before, RuleDraft.parse(json(nothing.replace('\'', '"')), before));
  }

  @Test
  void refusesALongName() throws Exception {
    ObjectNode rule = (ObjectNode) json(WHOLE);
    rule.put("name", "x".repeat(100));
    assertEquals(100, RuleDraft.parse(rule).name().length());
    rule.put("name", "x".repeat(101));
    assertEquals(Set.of("name"), problems(() -> RuleDraft.parse(rule)).keySet());
  }

  @Test
  void saysAllThatIsMissingAtOnce() throws Exception {
    JsonNode empty = json("{}");
    assertEquals(
        Set.of("name", "metric", "condition", "threshold"),
        problems(() -> RuleDraft.parse(empty)).keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "3", "\"rule\""})
  void refusesWhatIsNoObject(String text) throws Exception {
    JsonNode node = json(text);
    assertTrue(problems(() -> RuleDraft.parse(node)).containsKey(""));
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
