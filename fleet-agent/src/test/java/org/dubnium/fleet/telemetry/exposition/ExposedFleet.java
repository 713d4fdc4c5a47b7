package org.dubnium.fleet.telemetry.exposition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dubnium.dbus.contract.ClauseInfo;
import org.dubnium.dbus.contract.DegradationInfo;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.dbus.contract.TransitionInfo;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.DeliveryTally;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.slurm.NodeStatus;
import org.dubnium.fleet.slurm.SlurmNode;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmStatus;
import org.dubnium.fleet.slurm.SlurmVersion;
import org.dubnium.fleet.telemetry.scrape.SourceTally;

/** A fleet of which everything is told that can be. */
public final class ExposedFleet {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final NodeId NODE = new NodeId("gpu-1");

  static final NodeState BUSY =
      NodeState.unknown(NODE)
          .seen(
              new NodeReading(
                  NODE,
                  "gpu-1.example",
                  NOW,
                  List.of(
                      new GpuReading(
                          0,
                          "GPU-8f1a",
                          "NVIDIA \"H200\"",
                          "00000000:01:00.0",
                          Map.of(
                              Metric.GPU_UTILIZATION, 97.0,
                              Metric.GPU_POWER, 412.5,
                              Metric.GPU_THROTTLE, 1.0))),
                  Map.of(Metric.NODE_MEMORY_TOTAL, 2.0),
                  List.of(
                      new ServerReading(
                          "127.0.0.1:8000", Map.of(Metric.VLLM_REQUESTS_RUNNING, 3.0)),
                      new ServerReading(
                          "127.0.0.1:8001", Map.of(Metric.VLLM_REQUESTS_RUNNING, 5.0))),
                  List.of()));

  static final SlurmReading SLURM =
      new SlurmReading.Known(
          NOW,
          new SlurmVersion(24, 11, "24.11.5"),
          SlurmStatus.of(
              List.of(new SlurmNode("vm", NodeStatus.MIX, 1, 1, 2, 100, 200, 4, "", false)), List.of()),
          List.of());

  private ExposedFleet() {}

  /** Every metric that is read, of a GPU, of its node and of a server on it. */
  static NodeState everything() {
    Map<Metric, Double> gpu = new EnumMap<>(Metric.class);
    Map<Metric, Double> node = new EnumMap<>(Metric.class);
    Map<Metric, Double> server = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      switch (metric.kind()) {
        case GPU -> gpu.put(metric, metric.text().length() + 0.5);
        case NODE -> node.put(metric, metric.text().length() + 0.5);
        case SERVER -> server.put(metric, metric.text().length() + 0.5);
        case CLUSTER, POD -> {}
      }
    }
    return NodeState.unknown(NODE)
        .seen(
            new NodeReading(
                NODE,
                "gpu-1.example",
                NOW,
                List.of(new GpuReading(0, "GPU-8f1a", "NVIDIA H200", "00000000:01:00.0", gpu)),
                node,
                List.of(new ServerReading("127.0.0.1:8000", server)),
                List.of()));
  }

  static List<Family> alerts() {
    RuleSpec spec =
        new RuleSpec(
            "hot",
            Metric.GPU_TEMPERATURE,
            Condition.GT,
            85,
            Duration.ofMinutes(1),
            Optional.empty(),
            true);
    AlertRule rule = new AlertRule(new UUID(0, 1), spec, NOW, NOW);
    return AlertFamilies.of(
        List.of(rule),
        List.of(event(rule, 0), event(rule, 1)),
        List.of(new DeliveryTally("mail", 5, 2, 1)));
  }

  private static AlertEvent event(AlertRule rule, int gpu) {
    return new AlertEvent(
        new UUID(1, gpu),
        rule.id(),
        rule.spec().name(),
        new Subject.Gpu(NODE, gpu),
        Metric.GPU_TEMPERATURE,
        90,
        85,
        Condition.GT,
        Optional.empty(),
        NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The state of a host in mode compute, with one clause that does not hold.
   *
   * @param began when the last transition did, if there was one; it took 2.5 seconds
   */
  static ModeControllerProperties mode(String condition, Optional<Instant> began) {
    return new ModeControllerProperties(
        "compute",
        condition,
        "compute",
        "desktop",
        List.of(),
        List.of(
            new DegradationInfo(new ClauseInfo("unit-active", "a", "b"), Optional.empty())),
        List.of(),
        Optional.empty(),
        began.map(
            begin ->
                new TransitionInfo(
                    "t1",
                    "compute",
                    Optional.empty(),
                    Optional.empty(),
                    "desktop",
                    "compute",
                    "committed",
                    "none",
                    "",
                    begin,
                    begin.plusMillis(2500),
                    0,
                    condition)),
        List.of(),
        Optional.of(NOW),
        "1.2.3",
        1);
  }

  /** A model server that is loading, started at 00:00:10 on 1 January 1970. */
  static final ModelServerInfo LOADING =
      new ModelServerInfo(
          "eight",
          "loading",
          "load-weights",
          3,
          8,
          Optional.of(Instant.EPOCH.plusSeconds(10)),
          Optional.of(Instant.EPOCH.plusSeconds(20)),
          Duration.ofSeconds(130),
          "",
          "",
          List.of(),
          List.of("pid 7 (VLLM::EngineCore) holds 9 GiB"));

  /** All families that {@code /metrics} may have. */
  public static List<Family> all() {
    List<Family> all = new ArrayList<>(FleetFamilies.of(List.of(everything())));
    all.addAll(
        ModeFamilies.of(
            Optional.of(mode("settled", Optional.of(Instant.EPOCH.plusNanos(1000))))));
    all.addAll(ModelFamilies.of(Optional.of(LOADING), Instant.EPOCH.plusSeconds(40)));
    all.addAll(SlurmFamilies.of(SLURM));
    all.addAll(alerts());
    all.addAll(
        AgentFamilies.of(
            "1.2.3",
            List.of(
                new SourceTally(NODE, "http://gpu-1:9400/metrics", 7, 1, Duration.ofMillis(12))),
            Map.of("history", 4096L)));
    all.addAll(ProcessFamilies.read());
    return all;
  }
}
