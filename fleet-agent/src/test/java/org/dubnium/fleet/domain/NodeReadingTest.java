package org.dubnium.fleet.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was read of a node, taken apart by what it is of. */
class NodeReadingTest {

  private static final NodeId NODE = new NodeId("n");
  private static final Instant AT = Instant.parse("2026-11-21T08:00:00Z");

  @Test
  void eachSubjectHasAReadingOfItsOwn() {
    Map<Metric, Double> load = Map.of(Metric.NODE_LOAD, 1.0);
    Map<Metric, Double> power = Map.of(Metric.GPU_POWER, 70.0);
    Map<Metric, Double> running = Map.of(Metric.VLLM_REQUESTS_RUNNING, 3.0);
    NodeReading reading =
        new NodeReading(
            NODE,
            "host",
            AT,
            List.of(
                new GpuReading(0, "GPU-0", "", "", Map.of()),
                new GpuReading(7, "GPU-7", "", "", power)),
            load,
            List.of(new ServerReading("a:1", running), new ServerReading("a:2", running)),
            List.of());
    assertEquals(
        List.of(
            new SubjectReading(new Subject.Node(NODE), AT, load),
            new SubjectReading(new Subject.Gpu(NODE, 7), AT, power),
            new SubjectReading(new Subject.Server(NODE, "a:1"), AT, running),
            new SubjectReading(new Subject.Server(NODE, "a:2"), AT, running)),
        reading.bySubject(),
        "and of GPU 0, of which nothing was told, none");
  }

  @Test
  void ofNothingThereIsNone() {
    assertEquals(
        List.of(), new NodeReading(NODE, "host", AT, List.of(), Map.of()).bySubject());
  }
}
