package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeSourcesTest {

  private static final NodeId A = new NodeId("a");
  private static final NodeReading LOAD = NodeReadings.load("a", 1, 1);
  private static final NodeReading GPUS =
      NodeReadings.node("a", "a", 2, List.of(NodeReadings.gpu(0, "GPU-0", "H100", Map.of())), Map.of());
  private static final NodeReading BOTH =
      NodeReadings.node(
          "a",
          "a",
          2,
          List.of(NodeReadings.gpu(0, "GPU-0", "H100", Map.of())),
          Map.of(Metric.NODE_LOAD, 1.0));

  private final NodeSources sources = new NodeSources(A);

  @BeforeEach
  void twoSources() {
    sources.add("load");
    sources.add("gpus");
  }

  @Test
  void isUnknownUntilItIsAsked() {
    assertFalse(sources.update());
    assertEquals(NodeState.unknown(A), sources.state());
  }

  @Test
  void isWellWhenAllThatWereAskedAnswer() {
    sources.seen("load", LOAD);
    assertTrue(sources.update());
    assertEquals(NodeState.unknown(A).seen(LOAD), sources.state());
    sources.seen("gpus", GPUS);
    assertFalse(sources.update());
    assertEquals(NodeState.unknown(A).seen(BOTH), sources.state());
    assertEquals(NodeSources.Health.WELL, sources.health());
  }

  @Test
  void whatASilentSourceSaidDoesNotPassForNow() {
    sources.seen("load", LOAD);
    sources.seen("gpus", GPUS);
    sources.update();
    sources.silent("gpus", "cannot read gpus");
    assertTrue(sources.update());
    assertEquals(
        new NodeState(
            A, true, Optional.of(LOAD.at()), Optional.of("cannot read gpus"), Optional.of(LOAD)),
        sources.state());
    assertEquals(NodeSources.Health.PARTIAL, sources.health());
  }

  @Test
  void nodeThatIsAllSilentKeepsAllThatItSaidLast() {
    sources.seen("load", LOAD);
    sources.seen("gpus", GPUS);
    sources.update();
    sources.silent("gpus", "no gpus");
    sources.update();
    sources.silent("load", "no load");
    assertTrue(sources.update());
    assertEquals(
        new NodeState(
            A, false, Optional.of(GPUS.at()), Optional.of("no load; no gpus"), Optional.of(BOTH)),
        sources.state());
    sources.seen("load", LOAD);
    assertTrue(sources.update());
    assertEquals(NodeSources.Health.PARTIAL, sources.health());
  }

  @Test
  void nodeThatNeverAnsweredIsSilentWithoutAnything() {
    sources.silent("load", "no load");
    assertTrue(sources.update());
    assertEquals(
        new NodeState(A, false, Optional.empty(), Optional.of("no load"), Optional.empty()),
        sources.state());
    sources.silent("load", "still no load");
    assertFalse(sources.update());
    assertEquals(Optional.of("still no load"), sources.state().why());
  }

  @Test
  void sourceThatIsTakenAwayIsNotMissed() {
    sources.seen("load", LOAD);
    sources.silent("gpus", "no gpus");
    sources.update();
    assertFalse(sources.remove("gpus"));
    assertTrue(sources.update());
    assertEquals(NodeSources.Health.WELL, sources.health());
    assertTrue(sources.remove("load"));
  }

  @Test
  void whatIsWrongWithAnAnswerIsToldAndOnlyALossMakesItOneInPart() {
    NodeReading odd =
        new NodeReading(
            A, "a", LOAD.at(), List.of(), LOAD.values(), List.of(), List.of(new Trouble("a line", false)));
    sources.seen("load", odd);
    sources.seen("gpus", GPUS);
    sources.update();
    assertEquals(Optional.of("a line"), sources.state().why());
    assertTrue(sources.state().whole());
    assertEquals(NodeSources.Health.PARTIAL, sources.health());
    NodeReading lost =
        new NodeReading(
            A, "a", LOAD.at(), List.of(), LOAD.values(), List.of(), List.of(new Trouble("a GPU", true)));
    sources.seen("load", lost);
    sources.update();
    assertFalse(sources.state().whole());
    sources.silent("gpus", "no gpus");
    sources.update();
    assertEquals(Optional.of("no gpus; a GPU"), sources.state().why());
  }
}
