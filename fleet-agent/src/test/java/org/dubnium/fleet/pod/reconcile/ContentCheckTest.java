package org.dubnium.fleet.pod.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodFingerprint;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.runpod.GpuConfig;
import org.dubnium.fleet.runpod.Mounts;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.runpod.PodStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentCheckTest {

  private static final PodDeclaration MADE = PlannerCase.workers(2, "one");
  private static final PodIntent INTENT =
      PodIntent.open(
          PlannerCase.name(0, "aaaaaa"),
          PlannerCase.GPU,
          Usd.of(0.5),
          PodFingerprint.of(MADE, Optional.empty()),
          PlannerCase.NOW);

  /** A pod is kept when the declared alternatives change and still include its own. */
  @ParameterizedTest
  @CsvSource({
    "NVIDIA A40,              SECURE,             '',          true",
    "NVIDIA L4|NVIDIA A40,    SECURE,             '',          true",
    "NVIDIA L4,               SECURE,             '',          false",
    "NVIDIA A40,              COMMUNITY|SECURE,   '',          true",
    "NVIDIA A40,              COMMUNITY,          '',          false",
    "NVIDIA A40,              SECURE,             EU-1|US-1,   true",
    "NVIDIA A40,              SECURE,             EU-1,        false"
  })
  void aPodIsCurrentWhileItIsAmongTheAlternatives(
      String gpus, String clouds, String places, boolean current) {
    PodDeclaration now =
        declared(
            words(gpus),
            words(clouds).stream().map(Cloud::valueOf).toList(),
            words(places),
            "one");
    assertEquals(current, ContentCheck.isCurrent(pod(1), Optional.of(INTENT), now, Optional.empty()));
    assertEquals(current, ContentCheck.isCurrent(pod(1), Optional.empty(), now, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"one, 1, true", "two, 1, false", "one, 2, false"})
  void imageAndNumberOfGpusAreWhatIsDeclared(String image, int count, boolean current) {
    PodDeclaration now = declared(MADE.gpus(), MADE.clouds(), List.of(), image);
    assertEquals(current, ContentCheck.isCurrent(pod(count), Optional.of(INTENT), now, Optional.empty()));
    assertEquals(current, ContentCheck.isCurrent(pod(count), Optional.empty(), now, Optional.empty()));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("\\|"));
  }

  private static PodDeclaration declared(
      List<String> gpus, List<Cloud> clouds, List<String> places, String image) {
    PodDeclaration like = PlannerCase.workers(2, image);
    return new PodDeclaration(
        like.name(),
        like.count(),
        gpus,
        like.gpuCount(),
        clouds,
        places,
        like.container(),
        like.storage(),
        like.globalNetworking(),
        like.role(),
        like.readiness(),
        like.metrics(),
        like.idle(),
        like.budget());
  }

  private static Pod pod(int gpus) {
    return new Pod(
        "pod1",
        "name",
        PodStatus.RUNNING,
        Set.of(),
        "one",
        List.of(),
        Set.of(),
        Optional.of(new GpuConfig(PlannerCase.GPU, gpus)),
        org.dubnium.fleet.runpod.Cloud.SECURE,
        Optional.of("US-1"),
        Optional.empty(),
        0.5,
        false,
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        new Pod.GlobalNetworking(false, Optional.empty(), Optional.empty()),
        Mounts.NONE,
        Optional.empty());
  }
}
