package org.dubnium.fleet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.Ending;
import org.dubnium.fleet.alert.Evaluator;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.dubnium.fleet.telemetry.scrape.exporter.Mappers;
import org.dubnium.fleet.telemetry.scrape.exporter.Samples;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Format;
import org.dubnium.fleet.telemetry.scrape.exposition.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what exporters told when GPUs failed, by the rules that are there, to what fires. */
class GpuTroubleTest {

  private static final NodeId NODE = new NodeId("h");
  private static final Duration TICK = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();
  private final List<AlertEvent> changes = new ArrayList<>();
  private AlertStore store;
  private Alerting alerting;

  @BeforeEach
  void open() throws AlertStoreException {
    store = AlertStore.open(directory.resolve("alerts.db"), new NodeId("head"), clock);
    alerting = new Alerting(store, () -> {}, new RecordedChanges(), clock::nanoTime);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void look(String exported, Duration lasting) throws Exception {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(lasting) < 0;
        passed = passed.plus(TICK)) {
      clock.pass(TICK);
      changes.addAll(alerting.tick(List.of(state(exported)), SupplementaryReadings.nothing()));
    }
  }

  private NodeState state(String exported) throws Exception {
    Samples samples = Mappers.samples();
    try (InputStream in =
        Objects.requireNonNull(
            Mappers.class.getResourceAsStream(exported + ".txt"), exported)) {
      new ExpositionParser(Limits.DEFAULT).parse(in, Format.TEXT, samples);
    }
    return NodeState.unknown(NODE).seen(Mappers.map(NODE, "", clock.instant(), samples));
  }

  private List<AlertEvent> firing(Metric metric) throws AlertStoreException {
    return alerting.firing().stream().filter(event -> event.metric() == metric).toList();
  }

  private void fireOfTwo() throws Exception {
    look("dcgm-two-gpus", Duration.ofMinutes(3));
    assertEquals(
        new Subject.Gpu(NODE, 1), firing(Metric.GPU_TEMPERATURE).getFirst().subject());
  }

  /** NVIDIA/dcgm-exporter issue 348. */
  @Test
  void aGpuThatVanishesIsToldAndResolvesNothing() throws Exception {
    fireOfTwo();
    look("dcgm-one-of-two", Duration.ofMinutes(15));
    AlertEvent gone = firing(Metric.GPU_GONE).getFirst();
    assertEquals(new Subject.Gpu(NODE, 1), gone.subject());
    assertEquals(Optional.of("GPU-v1"), gone.detail());
    assertEquals(Severity.CRITICAL, gone.severity());
    assertEquals(1, firing(Metric.GPU_TEMPERATURE).size());
    assertTrue(changes.stream().allMatch(event -> event.resolvedAt().isEmpty()));
    look("dcgm-two-gpus", TICK);
    assertEquals(List.of(), firing(Metric.GPU_GONE));
    assertEquals(Optional.of(Ending.RESOLVED), changes.getLast().ending());
  }

  @Test
  void aRestartForgetsNoGpu() throws Exception {
    fireOfTwo();
    close();
    open();
    look("dcgm-one-of-two", Duration.ofMinutes(3));
    assertEquals(1, firing(Metric.GPU_GONE).size());
  }

  @Test
  void whatAGpuDidThatStaysAwayIsNoLongerReported() throws Exception {
    fireOfTwo();
    look("dcgm-one-of-two", Evaluator.GONE_FORGOTTEN.plusMinutes(1));
    assertEquals(Metric.GPU_TEMPERATURE, changes.getLast().metric());
    assertEquals(Optional.of(Ending.NO_LONGER_REPORTED), changes.getLast().ending());
    assertEquals(1, firing(Metric.GPU_GONE).size(), "that is for a person to end");
  }

  @Test
  void whoKnowsThatAGpuIsGoneEndsIt() throws Exception {
    fireOfTwo();
    look("dcgm-one-of-two", Duration.ofMinutes(3));
    AlertEvent gone = firing(Metric.GPU_GONE).getFirst();
    assertTrue(
        alerting.acknowledge(gone.id()).resolvedAt().isPresent(), "it is over");
    look("dcgm-one-of-two", Duration.ofMinutes(11));
    assertEquals(List.of(), alerting.firing());
    assertEquals(Optional.of(Ending.NO_LONGER_REPORTED), changes.getLast().ending());
    close();
    open();
    look("dcgm-one-of-two", Duration.ofMinutes(11));
    assertEquals(List.of(), alerting.firing());
  }

  /** NVIDIA/open-gpu-kernel-modules issue 1150: what follows an error is told after it. */
  @Test
  void whatFollowsAFatalErrorDoesNotHideIt() throws Exception {
    look("nvidia-smi-xid-cascade", TICK);
    AlertEvent lost = firing(Metric.GPU_XID_FATAL).getFirst();
    assertEquals(79, lost.value());
    assertEquals(Severity.CRITICAL, lost.severity());
  }

  /** leptonai/gpud issues 614, 1160 and 1174. */
  @Test
  void codesThatAreNewAreCritical() throws Exception {
    look("dcgm-new-xids", TICK);
    List<AlertEvent> fatal = firing(Metric.GPU_XID_FATAL);
    assertEquals(
        List.of(149.0, 143.0, 154.0, 140.0), fatal.stream().map(AlertEvent::value).toList());
    assertTrue(fatal.stream().allMatch(event -> event.severity() == Severity.CRITICAL));
  }

  @Test
  void whatCannotBeFiresNothing() throws Exception {
    look("dcgm-garbage", Duration.ofMinutes(20));
    assertEquals(List.of(), changes);
  }

  @Test
  void anExporterThatCannotCollectIsTold() throws Exception {
    look("nvidia-smi-cannot-collect", Duration.ofMinutes(11));
    AlertEvent partly = firing(Metric.NODE_INCOMPLETE).getFirst();
    assertTrue(partly.detail().orElse("").contains("NVML code 15"), partly.toString());
  }
}
