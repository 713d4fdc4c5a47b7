package org.dubnium.fleet.pod;

import static org.dubnium.fleet.pod.Declarations.pod;
import static org.dubnium.fleet.pod.Declarations.port;
import static org.dubnium.fleet.pod.Declarations.runtime;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodRuntime;
import org.dubnium.fleet.runpod.PodStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PodPhasesTest {

  private static final Optional<ReadinessProbe> PROBE =
      Optional.of(new ReadinessProbe(8000, Optional.of("/health?deep=1"), Duration.ofMinutes(30)));

  private static final Optional<PodRuntime> MAPPED =
      runtime(port(8000, 43_210, "tcp", "45.23.12.1"));
  private static final Optional<PodRuntime> PROXIED = runtime(port(8000, null, "http", null));
  private static final Optional<PodRuntime> PENDING = runtime(port(8000, null, "tcp", null));

  private static Pod listed(PodStatus status, Optional<PodRuntime> runtime) {
    return pod(status, 0.44, List.of("8000/tcp", "9400/http"), runtime);
  }

  static List<Arguments> phases() {
    return List.of(
        arguments(PodStatus.PROVISIONING, MAPPED, ProbeOutcome.ANSWERS, PodPhase.PROVISIONING),
        arguments(PodStatus.STARTING, MAPPED, ProbeOutcome.ANSWERS, PodPhase.STARTING),
        arguments(PodStatus.EXITED, MAPPED, ProbeOutcome.ANSWERS, PodPhase.STOPPED),
        arguments(PodStatus.ERROR, MAPPED, ProbeOutcome.ANSWERS, PodPhase.FAILED),
        arguments(PodStatus.TERMINATED, MAPPED, ProbeOutcome.ANSWERS, PodPhase.ABSENT),
        arguments(PodStatus.UNKNOWN, MAPPED, ProbeOutcome.ANSWERS, PodPhase.UNKNOWN),
        arguments(PodStatus.RUNNING, MAPPED, ProbeOutcome.NOT_YET, PodPhase.RUNNING),
        arguments(PodStatus.RUNNING, MAPPED, ProbeOutcome.ANSWERS, PodPhase.READY),
        arguments(PodStatus.RUNNING, MAPPED, ProbeOutcome.LOST, PodPhase.UNREADY),
        arguments(PodStatus.RUNNING, PENDING, ProbeOutcome.NOT_YET, PodPhase.RUNNING),
        arguments(PodStatus.RUNNING, PENDING, ProbeOutcome.ANSWERS, PodPhase.UNREADY),
        arguments(PodStatus.RUNNING, Optional.empty(), ProbeOutcome.ANSWERS, PodPhase.UNREADY),
        arguments(PodStatus.RUNNING, Optional.empty(), ProbeOutcome.NOT_YET, PodPhase.RUNNING));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void aPodIsReadyOnlyWhenItRunsIsMappedAndAnswers(
      PodStatus status, Optional<PodRuntime> runtime, ProbeOutcome outcome, PodPhase phase) {
    assertEquals(phase, PodPhases.of(listed(status, runtime), PROBE, outcome));
  }

  static List<Arguments> phasesWithoutProbe() {
    return List.of(
        arguments(MAPPED, PodPhase.READY),
        arguments(PENDING, PodPhase.RUNNING),
        arguments(runtime(), PodPhase.RUNNING),
        arguments(Optional.empty(), PodPhase.RUNNING));
  }

  @ParameterizedTest
  @MethodSource("phasesWithoutProbe")
  void withoutAProbeItIsReadyOnceItsTcpPortsAreMapped(
      Optional<PodRuntime> runtime, PodPhase phase) {
    assertEquals(
        phase,
        PodPhases.of(listed(PodStatus.RUNNING, runtime), Optional.empty(), ProbeOutcome.NOT_YET));
  }

  static List<Arguments> addresses() {
    PublicAddress direct = new PublicAddress("45.23.12.1", 43_210, false);
    PublicAddress proxy = new PublicAddress("7h9k2m4n6p-8000.proxy.runpod.net", 443, true);
    return List.of(
        arguments(PodStatus.RUNNING, MAPPED, Optional.of(direct)),
        arguments(PodStatus.RUNNING, PROXIED, Optional.of(proxy)),
        arguments(
            PodStatus.RUNNING,
            runtime(port(8000, 1, "http", "100.65.0.1"), port(8000, 43_210, "tcp", "45.23.12.1")),
            Optional.of(direct)),
        arguments(PodStatus.EXITED, MAPPED, Optional.empty()),
        arguments(PodStatus.EXITED, PROXIED, Optional.empty()),
        arguments(PodStatus.STARTING, MAPPED, Optional.empty()),
        arguments(PodStatus.UNKNOWN, MAPPED, Optional.empty()),
        arguments(PodStatus.RUNNING, PENDING, Optional.empty()),
        arguments(PodStatus.RUNNING, Optional.empty(), Optional.empty()),
        arguments(
            PodStatus.RUNNING, runtime(port(22, 43_210, "tcp", "45.23.12.1")), Optional.empty()),
        arguments(
            PodStatus.RUNNING, runtime(port(8000, 43_210, "tcp", "a.example")), Optional.empty()),
        arguments(
            PodStatus.RUNNING, runtime(port(8000, 43_210, "tcp", "1.2.3.256")), Optional.empty()),
        arguments(
            PodStatus.RUNNING, runtime(port(8000, 43_210, "tcp", "1.2.3.")), Optional.empty()),
        arguments(
            PodStatus.RUNNING, runtime(port(8000, 70_000, "tcp", "1.2.3.4")), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void onlyARunningPodHasAddresses(
      PodStatus status, Optional<PodRuntime> runtime, Optional<PublicAddress> address) {
    assertEquals(address, PublicAddress.of(listed(status, runtime), 8000));
  }

  @Test
  void aProbeAsksByHttpOrConnects() {
    Pod direct = listed(PodStatus.RUNNING, MAPPED);
    assertEquals(
        Optional.of(URI.create("http://45.23.12.1:43210/health?deep=1")),
        ProbeTarget.of(direct, PROBE.get()).flatMap(ProbeTarget::url));
    assertEquals(
        Optional.of(URI.create("https://7h9k2m4n6p-8000.proxy.runpod.net:443/health?deep=1")),
        ProbeTarget.of(listed(PodStatus.RUNNING, PROXIED), PROBE.get()).flatMap(ProbeTarget::url));
    ReadinessProbe connection = new ReadinessProbe(8000, Optional.empty(), Duration.ofMinutes(1));
    assertEquals(Optional.empty(), ProbeTarget.of(direct, connection).flatMap(ProbeTarget::url));
    assertEquals(Optional.empty(), ProbeTarget.of(listed(PodStatus.EXITED, MAPPED), connection));
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_YET, false, NOT_YET",
    "NOT_YET, true, ANSWERS",
    "ANSWERS, false, LOST",
    "ANSWERS, true, ANSWERS",
    "LOST, false, LOST",
    "LOST, true, ANSWERS"
  })
  void aServiceThatAnsweredOnceIsLost(ProbeOutcome before, boolean answered, ProbeOutcome after) {
    assertEquals(after, before.after(answered));
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, 0.44, 0.44",
    "RUNNING, 0, 0.5",
    "PROVISIONING, 0, 0.5",
    "UNKNOWN, -1, 0.5",
    "STARTING, NaN, 0.5",
    "EXITED, 0, 0",
    "TERMINATED, 0, 0",
    "ERROR, 0, 0",
    "ERROR, 0.44, 0.44"
  })
  void aRateThatIsNotToldYetIsTheOneExpected(PodStatus status, double told, double rate) {
    assertEquals(
        Optional.of(Usd.of(rate)),
        PodRates.of(pod(status, told, List.of(), Optional.empty()), Optional.of(Usd.of(0.5))));
  }
}
