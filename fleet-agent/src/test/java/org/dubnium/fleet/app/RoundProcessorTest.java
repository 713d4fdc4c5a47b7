package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.dubnium.bus.client.ReconnectingBus;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.service.RecordedChanges;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.web.EventHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundProcessorTest {

  private static final NodeId NODE = new NodeId("node-1");

  /** A past that cannot be kept. */
  private record Broken(Supplier<HistoryException> why) implements History {
    @Override
    public void append(List<SubjectReading> round) throws HistoryException {
      throw why.get();
    }

    @Override
    public List<Series> query(HistoryQuery query) {
      return List.of();
    }

    @Override
    public void close() {}
  }

  @TempDir private Path directory;

  private static HistoryException fail(String how) {
    if (how.equals("defect")) {
      throw new IllegalStateException("cannot read what was just written");
    }
    return new HistoryException("cannot keep telemetry", new java.io.IOException("disk full"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full disk", "defect"})
  void peopleAreToldThoughThePastCannotBeKept(String how) throws Exception {
    NodeReading reading =
        new NodeReading(
            NODE,
            "node-1",
            Instant.EPOCH,
            List.of(new GpuReading(0, "GPU-1", "", "", Map.of(Metric.GPU_XID, 79.0))),
            Map.of());
    try (AlertStore store =
            AlertStore.open(
                directory.resolve("alerts.db"), new NodeId("head"), Clock.systemUTC());
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        ReconnectingBus bus =
            new ReconnectingBus(BusAddress.of("unix:path=/nonexistent/bus"), threads)) {
      Alerting alerting = new Alerting(store, () -> {}, new RecordedChanges(), System::nanoTime);
      RoundProcessor rounds =
          new RoundProcessor(
              () -> List.of(NodeState.unknown(NODE).seen(reading)),
              new Broken(() -> fail(how)),
              alerting,
              new EventHub(),
              List.of(
                  new HostCondition(
                      ShippedConfig.of("head"),
                      new ModeControllerClient(bus::client, Duration.ofMinutes(1)),
                      Clock.systemUTC()),
                  new ClusterSource(() -> new SlurmReading.Absent("no sinfo here"))),
              Duration.ofSeconds(10));
      rounds.round(List.of(reading));
      assertEquals(
          List.of(Metric.GPU_XID_FATAL),
          alerting.firing().stream().map(AlertEvent::metric).toList());
    }
  }

  @Test
  void aClusterThatDoesNotAnswerIsNotOneThatIsNotThere() {
    assertEquals(
        new SupplementaryReadings(List.of(), Set.of(new Subject.Cluster(new NodeId("slurm")))),
        new ClusterSource(() -> new SlurmReading.Silent("timed out")).read());
    assertEquals(
        SupplementaryReadings.nothing(),
        new ClusterSource(() -> new SlurmReading.Absent("no sinfo here")).read());
  }
}
