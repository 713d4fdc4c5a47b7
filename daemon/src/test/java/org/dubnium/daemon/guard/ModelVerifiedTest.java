package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.MODEL_BUNDLE;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVerifiedTest {

  private static final String RUN = "'mode model verify /srv/models/eight'";

  @Test
  void aVerifiedBundlePasses() {
    assertPass(judge(Bundles.eight()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', model-unset, DUBNIUM_VLLM_MODEL",
    "/srv/models/none, model-missing, /srv/models/none is no directory",
    "Qwen/Qwen3-8B, model-by-name, Qwen/Qwen3-8B is a name on a hub"
  })
  void whatIsNoBundleIsNotServed(String model, String code, String said) {
    Verdict.Deny deny = assertDeny(code, judge(new ServedModel(model, List.of(), Optional.empty())));
    assertTrue(deny.message().contains(said), deny::message);
    assertEquals(Map.of("model", model), deny.params());
  }

  @ParameterizedTest
  @ValueSource(strings = {ModelBundle.CONFIG, ModelBundle.CHECKSUMS})
  void aBundleHasAConfigurationAndChecksums(String file) {
    Verdict.Deny deny = assertDeny("bundle-incomplete", judge(Bundles.eight().without(file)));
    assertEquals(
        "/srv/models/eight has no " + file + " (get the bundle whole, and verify it with " + RUN
            + ")",
        deny.evidence().getFirst());
  }

  @Test
  void aBundleThatWasNeverVerifiedIsNotServed() {
    assertEquals(
        "/srv/models/eight was never verified (run " + RUN + ")",
        assertDeny("bundle-unverified", judge(Bundles.eight().neverVerified())).message());
  }

  @Test
  void anotherBundlesRecordIsNone() {
    assertDeny("bundle-unverified", judge(Bundles.eight().verifiedAt("/srv/models/other")));
  }

  @ParameterizedTest
  @CsvSource({
    "model-00001-of-00002.safetensors, 8589934592, has changed",
    "model-00001-of-00002.safetensors, 1, has changed",
    "extra.safetensors, 1, was added"
  })
  void aFileThatWasTouchedSinceIsNamed(String file, long bytes, String what) {
    Verdict.Deny deny = assertDeny("bundle-changed", judge(Bundles.eight().touched(file, bytes)));
    assertEquals(
        "/srv/models/eight/%s %s since the bundle was verified (run %s)"
            .formatted(file, what, RUN),
        deny.message());
    assertEquals(Map.of("bundle", Bundles.PATH, "file", file), deny.params());
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    String gone = "model-00002-of-00002.safetensors";
    assertEquals(
        gone, assertDeny("bundle-changed", judge(Bundles.eight().without(gone))).params().get("file"));
  }

  @Test
  void withoutTheReadingNobodyCanTell() {
    assertFault(
        "cannot judge: cannot read model: timed out",
        GuardBench.shipped()
            .one(MODEL_BUNDLE, Observations.desktop().unavailable(Part.MODEL), "compute"));
    ModelBundle bundle = Bundles.eight().bundle();
    assertFault(
        "cannot judge: cannot read the record",
        judge(
            new ServedModel(
                Bundles.PATH,
                List.of(),
                Optional.of(
                    new ModelBundle(
                        bundle.path(),
                        bundle.files(),
                        bundle.shape(),
                        Reading.unavailable("cannot read the record"))))));
  }

  @Test
  void itIsHard() {
    assertFalse(MODEL_BUNDLE.bypassable());
  }

  private static Verdict judge(Bundles bundle) {
    return judge(bundle.served());
  }

  private static Verdict judge(ServedModel served) {
    return GuardBench.shipped().one(MODEL_BUNDLE, Observations.desktop().serves(served), "compute");
  }
}
