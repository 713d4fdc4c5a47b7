package org.dubnium.fleet.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedGpusTest {

  private static final NodeId NODE = new NodeId("node-1");

  /**
   * What a node tells, one look after another: GPUs as {@code 0a} for index 0 and UUID a, {@code 0-} for
   * one without a UUID, {@code 0a!} for one of which only an error is told; {@code none} for no GPU,
   * {@code silent}, {@code part}, {@code out} for a node that was taken out. Expected: what is gone at
   * the end.
   */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          0a 1b                  | -
          0a 1b, 0a              | 1=b
          0a 1b, 0a, 0a 1b       | -
          0a 1b, silent          | -
          0a 1b, part            | -
          0a 1b, part, 0a        | 1=b
          0a 1b, out, 0a         | -
          0a 1b, none            | 0=a 1=b
          0a 1b 2c, 0a 1c        | 1=b
          0a 1b, 0a 1c           | -
          0a, 0b                 | -
          0a 1b, 0c              | 0=a 1=b
          0a 1b, 0a, 0a 1c       | -
          0- 1-, 0-              | 1=node-1:1
          0- 1-, 0a 1b           | -
          0a 1b, 0- 1-           | -
          0a 1b, 0a 1b!          | 1=b
          0a!, none              | -
          """)
  void knowsWhoIsGone(String looks, @org.jspecify.annotations.Nullable String expected) {
    ExpectedGpus roster = ExpectedGpus.NONE;
    Map<Subject.Gpu, String> gone = Map.of();
    for (String look : looks.split(", ", -1)) {
      List<NodeState> states = states(look);
      roster = roster.after(states);
      gone = roster.gone(states);
    }
    Map<Integer, String> sorted = new TreeMap<>();
    gone.forEach((gpu, uuid) -> sorted.put(gpu.index(), uuid));
    List<String> told = new ArrayList<>();
    sorted.forEach((index, uuid) -> told.add(index + "=" + uuid));
    assertEquals(expected == null ? "" : expected, String.join(" ", told));
  }

  private static List<GpuReading> gpus(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> new GpuReading(i, prefix + i, "", "", Map.of(Metric.GPU_TEMPERATURE, 40.0)))
        .toList();
  }

  @Test
  void remembersNoMoreGpusThanANodeCanHave() {
    ExpectedGpus before =
        ExpectedGpus.NONE.after(
            List.of(NodeState.unknown(NODE).seen(reading(gpus("old-", GpuReading.MOST)))));
    ExpectedGpus after =
        before.after(List.of(NodeState.unknown(NODE).seen(reading(gpus("new-", 100)))));
    Map<String, Integer> known = after.gpus().getOrDefault(NODE, Map.of());
    assertEquals(GpuReading.MOST, known.size());
    assertEquals(100, known.keySet().stream().filter(uuid -> uuid.startsWith("new-")).count());
  }

  @Test
  void forgetsNoneButTheOneThatSomebodyKnowsOf() {
    ExpectedGpus three = ExpectedGpus.NONE.after(states("0a 1b 2c"));
    List<NodeState> now = states("0a");
    assertEquals(
        Map.of(NODE, Map.of("a", 0, "c", 2)), three.without(new Subject.Gpu(NODE, 1), now).gpus());
    assertEquals(three, three.without(new Subject.Gpu(NODE, 0), now), "it is there");
    assertEquals(three, three.without(new Subject.Gpu(new NodeId("other"), 1), now));
  }

  private static List<NodeState> states(String look) {
    return switch (look) {
      case "out" -> List.of();
      case "silent" -> List.of(NodeState.unknown(NODE).silent("timed out"));
      case "part" ->
          List.of(
              new NodeState(
                  NODE,
                  true,
                  Optional.of(Instant.EPOCH),
                  Optional.of("one source is silent"),
                  Optional.of(reading(List.of()))));
      case "none" -> List.of(NodeState.unknown(NODE).seen(reading(List.of())));
      default -> {
        List<GpuReading> gpus = new ArrayList<>();
        for (String gpu : look.split(" ", -1)) {
          int index = gpu.charAt(0) - '0';
          Metric metric = gpu.endsWith("!") ? Metric.GPU_XID : Metric.GPU_TEMPERATURE;
          String uuid = gpu.charAt(1) == '-' ? NODE + ":" + index : gpu.substring(1, 2);
          gpus.add(new GpuReading(index, uuid, "", "", Map.of(metric, 40.0)));
        }
        yield List.of(NodeState.unknown(NODE).seen(reading(gpus)));
      }
    };
  }

  private static NodeReading reading(List<GpuReading> gpus) {
    return new NodeReading(NODE, "h", Instant.EPOCH, gpus, Map.of());
  }
}
