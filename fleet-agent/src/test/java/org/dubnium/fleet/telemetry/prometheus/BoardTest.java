package org.dubnium.fleet.telemetry.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dubnium.fleet.telemetry.exposition.ExposedFleet;
import org.dubnium.fleet.telemetry.exposition.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board for Grafana: what it shows is what is told. */
class BoardTest {

  private static final Path BOARD = Path.of("src/main/dist/grafana-dubnium.json");
  private static final Pattern METRIC =
      Pattern.compile("\\b(DCGM_FI_\\w+|dubnium_\\w+|process_\\w+|jvm_\\w+)\\b");

  private static JsonNode board() throws Exception {
    return new ObjectMapper().readTree(BOARD.toFile());
  }

  private static List<String> expressions() throws Exception {
    List<String> all = new ArrayList<>();
    for (JsonNode panel : board().at("/panels")) {
      for (JsonNode target : panel.path("targets")) {
        all.add(target.path("expr").asText());
      }
    }
    return all;
  }

  /** With values in the place of what Grafana replaces. */
  private static String asAsked(String expression) {
    return expression
        .replace("$__rate_interval", "5m")
        .replace("$host", ".*")
        .replace("$node", ".*");
  }

  @Test
  void everyMetricIsOneThatIsTold() throws Exception {
    Set<String> told = ExposedFleet.all().stream().map(Family::name).collect(Collectors.toSet());
    List<String> texts = new ArrayList<>(expressions());
    board().at("/templating/list").forEach(one -> texts.add(one.path("definition").asText()));
    Set<String> used = new HashSet<>();
    for (String text : texts) {
      Matcher names = METRIC.matcher(text);
      while (names.find()) {
        used.add(names.group(1));
      }
    }
    assertTrue(used.size() > 25, "too few: " + used);
    used.removeAll(told);
    assertEquals(Set.of(), used);
  }

  @Test
  void prometheusTakesEveryExpression(@TempDir Path directory) throws Exception {
    try (RealPrometheus prometheus = new RealPrometheus(directory, "localhost:1")) {
      for (String expression : expressions()) {
        JsonNode answer = prometheus.ask(asAsked(expression));
        assertEquals("success", answer.path("status").asText(), expression + ": " + answer);
      }
      assertEquals("error", prometheus.ask("sum(").path("status").asText());
    }
  }

  @Test
  void everyPanelAsksTheSourceThatWasChosen() throws Exception {
    assertEquals("datasource", board().at("/__inputs/0/type").asText());
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : board().at("/panels")) {
      assertTrue(ids.add(panel.path("id").asInt()), "an id twice: " + panel.path("id"));
      for (JsonNode target : panel.path("targets")) {
        assertEquals("${datasource}", target.at("/datasource/uid").asText());
      }
    }
  }
}
