package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodPhase;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PublicAddress;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Spent;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.reconcile.DeclarationStatus;
import org.dubnium.fleet.pod.reconcile.PodFleetStatus;
import org.dubnium.fleet.pod.reconcile.SlotStatus;
import org.dubnium.fleet.pod.store.AppliedDeclaration;
import org.dubnium.fleet.pod.store.SlotWish;
import org.dubnium.fleet.slurm.ClientConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slurm's commands find the head where it is now, and no other cluster while it is nowhere. */
class RentedClusterTest {

  private static final Map<Integer, PublicAddress> REACHED =
      Map.of(6817, new PublicAddress("203.0.113.7", 31017, false));

  @TempDir private Path directory;
  private Path file;
  private RentedCluster cluster;

  @BeforeEach
  void make() {
    file = directory.resolve("slurm.conf");
    cluster = new RentedCluster(new ClientConfiguration(file));
  }

  private static PodFleetStatus status(PodRole role, boolean inForce, Map<Integer, PublicAddress> addresses) {
    PodDeclaration declaration =
        new PodDeclaration(
            "head",
            1,
            List.of("NVIDIA A40"),
            1,
            List.of(PodDeclaration.Cloud.SECURE),
            List.of(),
            new PodContainer(
                Optional.of("a:1"),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                List.of("6817/tcp"),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty()),
            Optional.empty(),
            true,
            role,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Budget.NONE);
    AppliedDeclaration applied = new AppliedDeclaration(declaration, "ada", Instant.EPOCH, Instant.EPOCH);
    return new PodFleetStatus(
        "lab",
        Usd.of(5),
        Usd.ZERO,
        Optional.empty(),
        Optional.empty(),
        List.of(
            new DeclarationStatus(
                "head",
                Optional.of(declaration),
                Optional.of(applied),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                new Spent(Usd.ZERO, Usd.ZERO))),
        List.of(
            new SlotStatus(
                new SlotId("head", 0),
                inForce,
                SlotWish.RUNNING,
                PodPhase.READY,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Usd.ZERO,
                Optional.empty(),
                Optional.empty(),
                addresses,
                Optional.empty(),
                Optional.empty(),
                Usd.ZERO)));
  }

  private List<String> lines() throws Exception {
    return Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void theHeadIsWhereRunPodMapsIt() throws Exception {
    cluster.update(Optional.of(status(PodRole.HEAD, true, REACHED)));
    assertEquals(
        List.of(
            "ClusterName=lab",
            "SlurmctldHost=head-0(203.0.113.7)",
            "SlurmctldPort=31017",
            "AuthType=auth/munge",
            "GresTypes=gpu"),
        lines());
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void whileNothingIsKnownOfItTheFileIsEmpty() throws Exception {
    cluster.update(Optional.empty());
    assertEquals(0, Files.size(file));
    for (PodFleetStatus other :
        List.of(
            status(PodRole.HEAD, true, Map.of()),
            status(PodRole.HEAD, false, REACHED),
            status(PodRole.PLAIN, true, REACHED))) {
      cluster.update(Optional.of(status(PodRole.HEAD, true, REACHED)));
      assertTrue(Files.size(file) > 0);
      cluster.update(Optional.of(other));
      assertEquals(0, Files.size(file));
    }
  }

  @Test
  void whatCouldNotBeWrittenIsTriedAgain() throws Exception {
    Files.createDirectory(file);
    cluster.update(Optional.of(status(PodRole.HEAD, true, REACHED)));
    Files.delete(file);
    cluster.update(Optional.of(status(PodRole.HEAD, true, REACHED)));
    assertEquals(5, lines().size());
  }
}
