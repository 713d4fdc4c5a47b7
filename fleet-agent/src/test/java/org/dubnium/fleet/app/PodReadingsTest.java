package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.dubnium.fleet.pod.reconcile.RentedFleet;
import org.dubnium.testbed.runpod.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PodReadingsTest {

  private static final Subject FIRST = new Subject.Pod(new NodeId("worker-0"));
  private static final Subject SECOND = new Subject.Pod(new NodeId("worker-1"));

  @TempDir private Path directory;

  private RentedFleet fleet;
  private PodReadings readings;

  @BeforeEach
  void begin() throws Exception {
    fleet = new RentedFleet(directory);
    readings = new PodReadings(fleet.reconciler, fleet.clock());
  }

  @AfterEach
  void end() {
    fleet.close();
  }

  private static Set<Subject> subjects(List<SubjectReading> told) {
    return told.stream().map(SubjectReading::subject).collect(Collectors.toSet());
  }

  @Test
  void nothingIsToldBeforeThereIsAPod() {
    assertEquals(SupplementaryReadings.nothing(), readings.read());
  }

  @Test
  void podsAreToldBySlotWithWhatTheyCost() throws Exception {
    fleet.apply();
    List<SubjectReading> told = readings.read().readings();
    assertEquals(Set.of(FIRST, SECOND), subjects(told));
    for (SubjectReading pod : told) {
      assertTrue(pod.values().getOrDefault(Metric.POD_COST_PER_HOUR, 0.0) > 0);
      assertTrue(pod.values().getOrDefault(Metric.POD_COST_TODAY, 0.0) > 0);
      assertEquals(0, pod.values().get(Metric.POD_ORPHAN));
      assertEquals(0, pod.values().get(Metric.POD_FAILED));
    }
  }

  @Test
  void aPodThatIsNotWantedAnyLongerIsAnOrphanUnderItsName() throws Exception {
    fleet.apply();
    fleet.reconciler.declare(Optional.of(RentedFleet.declared(1)));
    fleet.pass(1);
    List<SubjectReading> told = readings.read().readings();
    assertEquals(2, told.size());
    SubjectReading orphan =
        told.stream().filter(pod -> !pod.subject().equals(FIRST)).findFirst().orElseThrow();
    assertTrue(orphan.subject().place().value().startsWith("dub-lab-worker-1-"));
    assertEquals(1, orphan.values().get(Metric.POD_ORPHAN));
  }

  @Test
  void aPodInAnErrorHasFailed() throws Exception {
    fleet.apply();
    fleet.standIn.console().fail(fleet.id(0));
    fleet.pass(1);
    SubjectReading failed =
        readings.read().readings().stream()
            .filter(pod -> pod.subject().equals(FIRST))
            .findFirst()
            .orElseThrow();
    assertEquals(1, failed.values().get(Metric.POD_FAILED));
  }

  @Test
  void nobodyTellsOfPodsWhileTheyCannotBeListed() throws Exception {
    fleet.apply();
    fleet.standIn.keys().put(ApiKeys.FIRST, ApiKeys.Rights.REVOKED);
    fleet.pass(1);
    SupplementaryReadings told = readings.read();
    assertEquals(List.of(), told.readings());
    assertEquals(Set.of(FIRST, SECOND), told.silent());
  }
}
