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
    round.add("s", Made.load("b", 1, 1));
    round.add("s", Made.load("a", 2, 2));
    assertEquals(List.of(Made.load("a", 2, 2), Made.load("b", 1, 1)), round.take());
    assertEquals(List.of(), round.take());
  }

  @Test
  void sourcesOfANodeAreOneReading() {
    Round round = new Round(9);
    round.add("one", Made.load("a", 1, 1));
    round.add("two", Made.node("a", "a", 2, List.of(), Map.of(Metric.VLLM_KV_CACHE, 5.0)));
    assertEquals(
        List.of(
            Made.node(
                "a",
                "a",
                2,
                List.of(),
                Map.of(Metric.NODE_LOAD, 1.0, Metric.VLLM_KV_CACHE, 5.0))),
        round.take());
  }

  @Test
  void nodeThatWasReadTwiceHasTwo() {
    Round round = new Round(9);
    round.add("one", Made.load("a", 1, 1));
    round.add("one", Made.load("a", 11, 2));
    assertEquals(List.of(Made.load("a", 1, 1), Made.load("a", 11, 2)), round.take());
  }

  @Test
  void onlySoManyWait() {
    Round round = new Round(2);
    for (int i = 0; i < 5; i++) {
      round.add("one", Made.load("a", i, i));
    }
    round.add("one", Made.load("b", 0, 0));
    assertEquals(3, round.dropped());
    assertEquals(0, round.dropped());
    assertEquals(
        List.of(Made.load("a", 3, 3), Made.load("a", 4, 4), Made.load("b", 0, 0)), round.take());
  }

  @Test
  void nodeThatIsGoneIsNotInIt() {
    Round round = new Round(2);
    round.add("one", Made.load("a", 1, 1));
    round.remove(new NodeId("a"));
    assertEquals(List.of(), round.take());
  }
}
