package org.dubnium.daemon.adapter.model;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.Verification.VerifiedFile;
import org.dubnium.daemon.json.VerificationJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileServedModelProbeTest {

  @TempDir Path directory = Path.of("unset");
  private Path bundle = directory;
  private FileServedModelProbe store = new FileServedModelProbe(directory, directory, directory);

  @BeforeEach
  void setUp() throws IOException {
    directory = directory.toRealPath();
    bundle = Files.createDirectory(directory.resolve("eight"));
    Files.writeString(directory.resolve("shipped.env"), "DUBNIUM_VLLM_MODEL=\n");
    store =
        new FileServedModelProbe(
            directory.resolve("shipped.env"), directory.resolve("local.env"), directory);
  }

  @Test
  void withoutASettingOfTheAdministratorsNothingIsServed() {
    assertEquals(new ServedModel("", List.of(), Optional.empty()), value(store.served()));
  }

  @Test
  void whatTheAdministratorSetsCounts() throws IOException {
    set("Qwen/Qwen3-8B", "--max-model-len '8192'");
    ServedModel served = value(store.served());
    assertEquals("Qwen/Qwen3-8B", served.model());
    assertEquals(List.of("--max-model-len", "8192"), served.arguments());
    assertFalse(served.isPath());
    assertTrue(served.bundle().isEmpty());
    set("/srv/none", "");
    assertTrue(value(store.served()).isPath());
    assertTrue(value(store.served()).bundle().isEmpty());
  }

  @Test
  void aBundleIsReadWithoutReadingItsWeights() throws IOException {
    Files.writeString(bundle.resolve("config.json"), "{\"max_position_embeddings\": 64}");
    Files.writeString(bundle.resolve("a.safetensors"), "1234");
    Files.writeString(bundle.resolve(".gitattributes"), "");
    Files.createSymbolicLink(bundle.resolve("b.safetensors"), bundle.resolve("a.safetensors"));
    set(bundle.toString(), "");
    ModelBundle found = value(store.served()).bundle().orElseThrow();
    assertEquals(bundle.toString(), found.path());
    assertEquals(8, found.weightBytes());
    assertEquals(3, found.files().size());
    assertEquals(Optional.of(64L), value(found.shape()).maxPositions());
    assertEquals(Optional.empty(), value(found.verification()));
  }

  @Test
  void aRecordIsFoundByTheBundlesPath() throws IOException {
    set(bundle.toString(), "");
    Files.writeString(bundle.resolve("config.json"), "{}");
    VerifiedFile config =
        new VerifiedFile(BundleFiles.stamp(bundle.resolve("config.json")), "0".repeat(64));
    Verification record =
        new Verification(
            bundle.toString(),
            Instant.parse("2026-11-21T10:00:00.123456Z"),
            Map.of("config.json", config));
    Files.write(
        directory.resolve(VerificationJson.fileName(bundle.toString())),
        VerificationJson.document(record));
    ModelBundle found = value(store.served()).bundle().orElseThrow();
    assertEquals(Optional.of(record), value(found.verification()));
    assertEquals(config.stamp(), found.files().get("config.json"));
  }

  @Test
  void whatCannotBeReadIsUnavailableAndSaysWhy() throws IOException {
    set(bundle.toString(), "");
    Files.writeString(bundle.resolve("config.json"), "{");
    Files.writeString(directory.resolve(VerificationJson.fileName(bundle.toString())), "{}");
    ModelBundle found = value(store.served()).bundle().orElseThrow();
    assertTrue(why(found.shape()).startsWith("cannot read " + bundle + "/config.json: "));
    assertTrue(why(found.verification()).contains("it is missing"));
    Files.delete(directory.resolve("shipped.env"));
    assertTrue(why(store.served()).startsWith("cannot read what vllm.service serves: "));
  }

  @Test
  void aFileThatVanishedMakesTheReadingUnavailable() throws IOException {
    set(bundle.toString(), "");
    Files.createSymbolicLink(bundle.resolve("gone.safetensors"), directory.resolve("nowhere"));
    assertTrue(why(store.served()).contains("gone.safetensors"));
  }

  private void set(String model, String arguments) throws IOException {
    Files.writeString(
        directory.resolve("local.env"),
        "DUBNIUM_VLLM_MODEL=%s\nDUBNIUM_VLLM_EXTRA_ARGS=\"%s\"\n".formatted(model, arguments));
  }
}
