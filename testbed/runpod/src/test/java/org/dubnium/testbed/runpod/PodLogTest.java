package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodLogTest {

  private final Customer customer = new Customer();
  private String id = "";

  @BeforeEach
  void threeLinesOnThree() {
    id = customer.readyPod();
    for (String line : List.of("one", "two", "three")) {
      customer.clock.pass(1);
      customer.standIn.console().log(id, line);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',                                              6",
    "?tail=2,                                         2",
    "?tail=0,                                         0",
    "?source=container,                               4",
    "?source=system,                                  2",
    "?since=2026-11-30T12:02:01Z,                     2",
    "?since=2026-11-30T12:02:01Z&tail=1,              2",
    "?source=system&since=2026-11-30T12:02:00Z,       0",
  })
  void someLinesAreAskedFor(String query, int lines) {
    assertEquals(lines, events(query, Map.of()));
  }

  @Test
  void aStreamGoesOnAfterTheLastEvent() {
    assertEquals(1, events("?tail=5", Map.of("last-event-id", "2026-11-30T12:02:02Z")));
  }

  @Test
  void anEventHasItsTimeForAnIdentifier() {
    Response answer = customer.response("GET", "/v2/pods/" + id + "/logs?tail=1", "");
    assertEquals("text/event-stream", answer.headers().get("Content-Type"));
    assertEquals(
        "id: 2026-11-30T12:02:03Z\n"
            + "data:"
            + " {\"source\":\"container\",\"line\":\"three\",\"ts\":\"2026-11-30T12:02:03Z\"}\n\n",
        answer.body());
    assertTrue(customer.standIn.logAfter(id, customer.clock.instant()).isEmpty());
  }

  private long events(String query, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Authorization", "Bearer " + ApiKeys.FIRST);
    var request = new StandInRequest("GET", "/v2/pods/" + id + "/logs" + query, all, "");
    String body = ((Response) customer.standIn.handle(request)).body();
    return body.lines().filter(line -> line.startsWith("id: ")).count();
  }
}
