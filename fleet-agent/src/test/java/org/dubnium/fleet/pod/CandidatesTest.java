package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.Unmet.Reason;
import org.dubnium.fleet.runpod.Availability;
import org.dubnium.fleet.runpod.DataCenter;
import org.dubnium.fleet.runpod.GpuType;
import org.dubnium.fleet.runpod.GpuType.Offer;
import org.dubnium.fleet.runpod.NetworkVolume;
import org.dubnium.fleet.runpod.Stock;
import org.dubnium.fleet.runpod.VolumeType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CandidatesTest {

  private static final String ADA = "NVIDIA GeForce RTX 4090";
  private static final String A5000 = "NVIDIA RTX A5000";
  private static final String A6000 = "NVIDIA RTX A6000";
  private static final org.dubnium.fleet.runpod.Cloud SECURE =
      org.dubnium.fleet.runpod.Cloud.SECURE;
  private static final org.dubnium.fleet.runpod.Cloud COMMUNITY =
      org.dubnium.fleet.runpod.Cloud.COMMUNITY;

  private static final PodDeclaration WORKER = Declarations.worker(Budget.NONE);

  private static GpuType type(
      String id,
      int memory,
      Map<org.dubnium.fleet.runpod.Cloud, Offer> offers,
      Availability availability,
      Stock... stock) {
    return new GpuType(
        id,
        id.replaceFirst("NVIDIA (GeForce )?", ""),
        "NVIDIA",
        memory,
        offers,
        availability,
        List.of(stock));
  }

  private static Map<org.dubnium.fleet.runpod.Cloud, Offer> both(double secure, double community) {
    return Map.of(SECURE, new Offer(secure, 8), COMMUNITY, new Offer(community, 4));
  }

  private static PodCatalog catalog(GpuType... types) {
    return new PodCatalog(
        Map.of(Cloud.SECURE, List.of(types), Cloud.COMMUNITY, List.of(types)),
        List.of(),
        Optional.empty());
  }

  private static PodDeclaration wanting(List<String> gpus, List<String> dataCenters) {
    return Declarations.with(WORKER, gpus, dataCenters, Optional.empty(), false);
  }

  private static List<Reason> reasons(Candidates candidates) {
    return candidates.unmet().stream().map(Unmet::reason).toList();
  }

  private static PodCandidate candidate(String gpu, Cloud cloud, String place, double price) {
    return new PodCandidate(
        gpu, cloud, Optional.of(place).filter(text -> !text.isEmpty()), Usd.of(price));
  }

  @Test
  void preferenceIsByTypeThenCloudThenDataCenterAndThePriceIsOfTheWholePod() {
    Stock here = new Stock("US-KS-2", "Kansas", Availability.LOW);
    Stock there = new Stock("EU-RO-1", "Romania", Availability.HIGH);
    Candidates found =
        Candidates.of(
            wanting(List.of(ADA, A5000), List.of("EU-RO-1", "US-KS-2")),
            catalog(
                type(ADA, 24, both(0.44, 0.31), Availability.HIGH, here, there),
                type(A5000, 24, both(0.26, 0.16), Availability.LOW, there)));
    assertEquals(
        List.of(
            candidate(ADA, Cloud.SECURE, "EU-RO-1", 0.88),
            candidate(ADA, Cloud.SECURE, "US-KS-2", 0.88),
            candidate(ADA, Cloud.COMMUNITY, "EU-RO-1", 0.62),
            candidate(ADA, Cloud.COMMUNITY, "US-KS-2", 0.62),
            candidate(A5000, Cloud.SECURE, "EU-RO-1", 0.52),
            candidate(A5000, Cloud.COMMUNITY, "EU-RO-1", 0.32)),
        found.inOrder());
    assertEquals(List.of(Reason.NO_STOCK, Reason.NO_STOCK), reasons(found));
    assertFalse(found.lackCapacity());
  }

  static List<Arguments> unmet() {
    return List.of(
        arguments(type(ADA, 24, Map.of(), Availability.HIGH), Reason.NOT_IN_CLOUD),
        arguments(
            type(ADA, 24, Map.of(SECURE, new Offer(0.4, 1)), Availability.HIGH),
            Reason.TOO_MANY_GPUS),
        arguments(
            type(ADA, 24, Map.of(SECURE, new Offer(0, 8)), Availability.HIGH), Reason.NO_PRICE),
        arguments(
            type(ADA, 24, Map.of(SECURE, new Offer(-1, 8)), Availability.HIGH), Reason.NO_PRICE),
        arguments(
            type(ADA, 24, Map.of(SECURE, new Offer(Double.NaN, 8)), Availability.HIGH),
            Reason.NO_PRICE),
        arguments(
            type(ADA, 24, Map.of(SECURE, new Offer(1e300, 8)), Availability.HIGH), Reason.NO_PRICE),
        arguments(
            type(ADA, 24, Map.of(SECURE, new Offer(0.4, 8)), Availability.NONE), Reason.NO_STOCK));
  }

  @ParameterizedTest
  @MethodSource("unmet")
  void whatCannotBeRentedIsToldWithItsReason(GpuType type, Reason reason) {
    Candidates found = Candidates.of(wanting(List.of(ADA), List.of()), catalog(type));
    assertEquals(List.of(), found.inOrder());
    assertEquals(reason, found.unmet().getFirst().reason());
    assertTrue(found.unmet().getFirst().message().startsWith("cannot rent"));
    assertEquals(reason == Reason.NO_STOCK, found.lackCapacity());
  }

  @Test
  void stockThatIsNotKnownIsNoReason() {
    Candidates found =
        Candidates.of(
            wanting(List.of(ADA), List.of("US-KS-2")),
            catalog(type(ADA, 24, both(0.44, 0.31), Availability.UNKNOWN)));
    assertEquals(2, found.inOrder().size());
  }

  @ParameterizedTest
  @MethodSource("typos")
  void anUnknownTypeIsToldWithTheNearest(String typo, String nearest) {
    Candidates found =
        Candidates.of(
            wanting(List.of(typo), List.of()),
            catalog(
                type(ADA, 24, both(0.44, 0.31), Availability.HIGH),
                type(A5000, 24, both(0.26, 0.16), Availability.HIGH),
                type("NVIDIA H100 80GB HBM3", 80, both(2.5, 2), Availability.HIGH)));
    assertEquals(List.of(Reason.UNKNOWN_GPU), reasons(found));
    String message = found.unmet().getFirst().message();
    assertTrue(message.contains("(did you mean '" + nearest + "'"), message);
  }

  static List<Arguments> typos() {
    return List.of(
        arguments("RTX 4090", ADA),
        arguments("nvidia geforce rtx 4900", ADA),
        arguments("A5000", A5000),
        arguments("H100", "NVIDIA H100 80GB HBM3"));
  }

  @Test
  void alternativesHaveStockAndMemoryAndAreTheCheapestFirst() {
    Candidates found =
        Candidates.of(
            wanting(List.of(ADA), List.of("US-KS-2")),
            catalog(
                type(
                    ADA,
                    24,
                    both(0.44, 0.31),
                    Availability.LOW,
                    new Stock("EU-RO-1", "Romania", Availability.LOW)),
                type(
                    A6000,
                    48,
                    Map.of(SECURE, new Offer(0.3, 8)),
                    Availability.MEDIUM,
                    new Stock("EU-RO-1", "Romania", Availability.NONE),
                    new Stock("EU-CZ-1", "Czechia", Availability.MEDIUM)),
                type(
                    "NVIDIA L40",
                    48,
                    Map.of(SECURE, new Offer(0.1, 1)),
                    Availability.HIGH,
                    new Stock("EU-RO-1", "Romania", Availability.HIGH)),
                type(A5000, 24, both(0.26, 0.16), Availability.NONE),
                type("NVIDIA RTX 2000", 16, both(0.1, 0.1), Availability.HIGH),
                type("NVIDIA L4", 24, both(0.2, Double.NaN), Availability.UNKNOWN)));
    assertEquals(List.of(), found.inOrder());
    assertTrue(found.lackCapacity());
    assertEquals(
        List.of(
            candidate(A6000, Cloud.SECURE, "EU-CZ-1", 0.6),
            candidate(ADA, Cloud.COMMUNITY, "EU-RO-1", 0.62),
            candidate(ADA, Cloud.SECURE, "EU-RO-1", 0.88)),
        found.alternatives());
  }

  static List<Arguments> places() {
    Optional<PodStorage> volume = Optional.of(new PodStorage.Network("agv6w2qcg7", "/workspace"));
    Optional<PodStorage> other = Optional.of(new PodStorage.Network("zzz", "/workspace"));
    return List.of(
        arguments(List.of(), Optional.empty(), false, List.of(""), List.of()),
        arguments(
            List.of("US-KS-2", "US-KS-9"),
            Optional.empty(),
            false,
            List.of("US-KS-2"),
            List.of(Reason.UNKNOWN_DATA_CENTER)),
        arguments(
            List.of("US-KS-2", "EU-RO-1"),
            Optional.empty(),
            true,
            List.of("EU-RO-1"),
            List.of(Reason.NO_GLOBAL_NETWORKING)),
        arguments(List.of(), volume, false, List.of("US-KS-2"), List.of()),
        arguments(List.of("EU-RO-1", "US-KS-2"), volume, false, List.of("US-KS-2"), List.of()),
        arguments(List.of("EU-RO-1"), volume, false, List.of(), List.of(Reason.VOLUME_ELSEWHERE)),
        arguments(List.of(), volume, true, List.of(), List.of(Reason.NO_GLOBAL_NETWORKING)),
        arguments(List.of(), other, false, List.of(), List.of(Reason.UNKNOWN_VOLUME)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void dataCentersAreThoseThatVolumeAndNetworkAllow(
      List<String> declared,
      Optional<PodStorage> storage,
      boolean globalNetworking,
      List<String> expected,
      List<Reason> reasons) {
    PodCatalog catalog =
        new PodCatalog(
            Map.of(
                Cloud.SECURE,
                List.of(
                    type(
                        ADA,
                        24,
                        Map.of(SECURE, new Offer(0.44, 8)),
                        Availability.HIGH,
                        new Stock("US-KS-2", "Kansas", Availability.HIGH),
                        new Stock("EU-RO-1", "Romania", Availability.HIGH)))),
            List.of(center("US-KS-2", false), center("EU-RO-1", true)),
            Optional.of(
                List.of(
                    new NetworkVolume("agv6w2qcg7", "data", 50, "US-KS-2", VolumeType.UNKNOWN))));
    Candidates found =
        Candidates.of(
            Declarations.with(WORKER, List.of(ADA), declared, storage, globalNetworking), catalog);
    assertEquals(
        expected, found.inOrder().stream().map(each -> each.dataCenter().orElse("")).toList());
    assertEquals(
        reasons, reasons(found).stream().filter(reason -> reason != Reason.NOT_IN_CLOUD).toList());
  }

  private static DataCenter center(String id, boolean globalNetworking) {
    return new DataCenter(id, id, "ANY", globalNetworking, Set.of(), List.of());
  }
}
