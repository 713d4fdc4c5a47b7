package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.junit.jupiter.api.Test;

class RoundTest {

  @Test
  void isOrderedByNodeAndBeginsAgain() {
    Round round = new Round(9);
    round.add("s", NodeReadings.load("b", 1, 1));
    round.add("s", NodeReadings.load("a", 2, 2));
    assertEquals(List.of(NodeReadings.load("a", 2, 2), NodeReadings.load("b", 1, 1)), round.take());
    assertEquals(List.of(), round.take());
  }

  @Test
  void sourcesOfANodeAreOneReading() {
    Round round = new Round(9);
    round.add("one", NodeReadings.load("a", 1, 1));
    round.add(
        "two", NodeReadings.node("a", "a", 2, List.of(), Map.of(Metric.NODE_MEMORY_TOTAL, 5.0)));
    assertEquals(
        List.of(
            NodeReadings.node(
                "a",
                "a",
                2,
                List.of(),
                Map.of(Metric.NODE_LOAD, 1.0, Metric.NODE_MEMORY_TOTAL, 5.0))),
        round.take());
  }

  @Test
  void nodeThatWasReadTwiceHasTwo() {
    Round round = new Round(9);
    round.add("one", NodeReadings.load("a", 1, 1));
    round.add("one", NodeReadings.load("a", 11, 2));
    assertEquals(List.of(NodeReadings.load("a", 1, 1), NodeReadings.load("a", 11, 2)), round.take());
  }

  @Test
  void onlySoManyWait() {
    Round round = new Round(2);
    for (int i = 0; i < 5; i++) {
      round.add("one", NodeReadings.load("a", i, i));
    }
    round.add("one", NodeReadings.load("b", 0, 0));
    assertEquals(3, round.dropped());
    assertEquals(0, round.dropped());
    assertEquals(
        List.of(
            NodeReadings.load("a", 3, 3),
            NodeReadings.load("a", 4, 4),
            NodeReadings.load("b", 0, 0)),
        round.take());
  }

  @Test
  void nodeThatIsGoneIsNotInIt() {
    Round round = new Round(2);
    round.add("one", NodeReadings.load("a", 1, 1));
    round.remove(new NodeId("a"));
    assertEquals(List.of(), round.take());
  }
}
