package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.runpod.CreatePod;
import org.dubnium.fleet.runpod.Mounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CreateRequestsTest {

  private static final PodDeclaration WORKER = Declarations.worker(Budget.NONE);
  private static final PodName NAME = Declarations.name("worker", 1);
  private static final PodCandidate CANDIDATE =
      new PodCandidate("NVIDIA RTX A5000", Cloud.COMMUNITY, Optional.of("US-KS-2"), Usd.of(0.52));

  private static PodContainer container(List<String> ports, Map<String, String> environment) {
    PodContainer of = Declarations.container();
    return new PodContainer(
        of.image(),
        of.template(),
        of.arguments(),
        of.diskGigabytes(),
        ports,
        Declarations.sorted(environment),
        of.secrets(),
        of.registry());
  }

  @Test
  void podsOfAClusterKnowWhatTheyJoin() {
    Optional<SlurmHead> head = Optional.of(new SlurmHead("7h9k2m4n6p"));
    List<String> users = List.of("fleet-jobs:990", "ada:1000");
    Map<String, String> usersAlone = Map.of("DUBNIUM_USERS", "fleet-jobs:990,ada:1000");
    assertEquals(usersAlone, SlurmVariables.of(PodRole.HEAD, head, users));
    assertEquals(
        Map.of(
            "DUBNIUM_USERS", "fleet-jobs:990,ada:1000",
            "DUBNIUM_SLURM_HEAD", "7h9k2m4n6p.runpod.internal"),
        SlurmVariables.of(PodRole.WORKER, head, users));
    assertEquals(Map.of(), SlurmVariables.of(PodRole.SERVE, head, users));
    assertEquals(Map.of(), SlurmVariables.of(PodRole.PLAIN, head, users));
    Map<String, String> sent =
        CreateRequests.of(WORKER, NAME, CANDIDATE, Map.of("hf-token", new Secret("x")), usersAlone)
            .environment();
    assertEquals("fleet-jobs:990,ada:1000", sent.get("DUBNIUM_USERS"));
  }

  @Test
  void theRequestHasWhatIsDeclaredAndWhatEveryPodIsGiven() {
    CreatePod request =
        CreateRequests.of(WORKER, NAME, CANDIDATE, Map.of("hf-token", new Secret("s3cret")), Map.of());
    assertEquals("dub-lab-worker-1-abc121", request.name());
    assertEquals(Optional.of("registry.example/worker:1.2.3"), request.image());
    assertEquals("NVIDIA RTX A5000", request.gpu().id());
    assertEquals(2, request.gpu().count());
    assertEquals(org.dubnium.fleet.runpod.Cloud.COMMUNITY, request.cloud());
    assertEquals(List.of("US-KS-2"), request.dataCenterIds());
    assertEquals(OptionalInt.of(50), request.diskGb());
    assertEquals(Optional.of("--verbose"), request.args());
    assertEquals(
        Map.of(
            "A", "b",
            "HF_TOKEN", "s3cret",
            "DUBNIUM_FLEET", "lab",
            "DUBNIUM_SLOT", "worker-1",
            "DUBNIUM_ROLE", "plain"),
        request.environment());
    assertEquals(Mounts.NONE, request.mounts());
    assertFalse(request.startSsh());
  }

  @Test
  void whoOpensThePortOfSshGetsTheKeys() {
    PodDeclaration declaration = Declarations.with(WORKER, container(List.of("22/tcp"), Map.of()));
    assertTrue(
        CreateRequests.of(declaration, NAME, CANDIDATE, Map.of("hf-token", new Secret("x")), Map.of())
            .startSsh());
  }

  @Test
  void aSecretThatIsMissingIsNamedByItsCredential() {
    IllegalArgumentException missing =
        assertThrows(
            IllegalArgumentException.class,
            () -> CreateRequests.of(WORKER, NAME, CANDIDATE, Map.of(), Map.of()));
    assertEquals(
        "cannot create worker-1 without the credential 'hf-token' (give it to fleet-agent.service)",
        missing.getMessage());
  }

  static List<Arguments> volumes() {
    return List.of(
        arguments(
            new PodStorage.Network("agv6w2qcg7", "/data"),
            new Mounts(Optional.empty(), List.of(new Mounts.Network("agv6w2qcg7", "/data")))),
        arguments(
            new PodStorage.HostDisk(20, "/data"),
            new Mounts(Optional.of(new Mounts.Persistent(20, "/data")), List.of())));
  }

  @ParameterizedTest
  @MethodSource("volumes")
  void aVolumeIsMounted(PodStorage storage, Mounts mounts) {
    PodDeclaration declaration =
        Declarations.with(WORKER, WORKER.gpus(), List.of(), Optional.of(storage), true);
    CreatePod request =
        CreateRequests.of(declaration, NAME, CANDIDATE, Map.of("hf-token", new Secret("x")), Map.of());
    assertEquals(mounts, request.mounts());
    assertTrue(request.globalNetworking());
  }

  static List<PodDeclaration> otherPods() {
    Optional<PodStorage> none = Optional.empty();
    return List.of(
        Declarations.with(WORKER, WORKER.gpus(), List.of(), none, true),
        Declarations.with(
            WORKER,
            WORKER.gpus(),
            List.of(),
            Optional.of(new PodStorage.Network("v", "/data")),
            false),
        Declarations.with(WORKER, container(List.of("8000/tcp"), Map.of("A", "b"))),
        Declarations.with(WORKER, container(WORKER.container().ports(), Map.of("A", "c"))),
        Declarations.with(WORKER, container(WORKER.container().ports(), Map.of("Ab", ""))));
  }

  @ParameterizedTest
  @MethodSource("otherPods")
  void anotherPodHasAnotherFingerprint(PodDeclaration other) {
    assertNotEquals(PodFingerprint.of(WORKER, Optional.empty()), PodFingerprint.of(other, Optional.empty()));
  }

  @Test
  void whatIsOnlyAskedOfPodsIsNotInTheFingerprint() {
    PodDeclaration more =
        new PodDeclaration(
            WORKER.name(),
            7,
            List.of("NVIDIA A40"),
            WORKER.gpuCount(),
            List.of(PodDeclaration.Cloud.SECURE),
            List.of("US-KS-2"),
            WORKER.container(),
            WORKER.storage(),
            WORKER.globalNetworking(),
            WORKER.role(),
            WORKER.readiness(),
            Optional.of(9400),
            WORKER.idle(),
            new Budget(
                Optional.of(Usd.of(1)), Optional.empty(), Optional.empty(), Budget.Reached.STOP));
    assertEquals(PodFingerprint.of(WORKER, Optional.empty()), PodFingerprint.of(more, Optional.empty()));
  }

  /** Kept on disk: another value would have every pod replaced. */
  @Test
  void theFingerprintIsTheSameInEveryVersion() {
    assertEquals("88697ff1eb792c266b4200f9f9075b0c", PodFingerprint.of(WORKER, Optional.empty()));
  }
}
