package org.dubnium.daemon.adapter.model.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.Verification.VerifiedFile;
import org.dubnium.daemon.fixture.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String SHARD = "model-00002-of-00002.safetensors";

  @TempDir Path directory = Path.of("unset");
  private Path bundle = directory;

  @BeforeEach
  void setUp() throws IOException {
    bundle = ModelFiles.bundle(directory.toRealPath().resolve("eight"));
    ModelFiles.write(bundle, ".cache/huggingface/x", "nobody looks here");
  }

  @Test
  void everyFileIsRecordedAsItWas() throws IOException {
    Verification found = verify();
    assertEquals(bundle.toString(), found.bundle());
    assertEquals(NOW, found.at());
    assertEquals(
        Set.of(
            "config.json",
            "model-00001-of-00002.safetensors",
            SHARD,
            "model.safetensors.index.json",
            "original/tokenizer.model",
            "SHA256SUMS"),
        found.files().keySet());
    try (BundleTree tree = BundleTree.open(bundle)) {
      assertEquals(
          new VerifiedFile(
              tree.stamp("config.json"),
              ModelFiles.sha256(ModelFiles.CONFIG.getBytes(StandardCharsets.UTF_8))),
          found.files().get("config.json"));
    }
  }

  @Test
  void aBundleIsKnownByItsRealPath() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), bundle);
    assertEquals(
        bundle.toString(),
        new BundleVerifier(InstantSource.fixed(NOW), ByteProgress.NONE).verify(link).bundle());
  }

  @Test
  void everythingThatIsWrongIsNamed() throws IOException {
    Files.delete(bundle.resolve("original/tokenizer.model"));
    byte[] shard = Files.readAllBytes(bundle.resolve(SHARD));
    String before = ModelFiles.sha256(shard);
    shard[shard.length - 1]++;
    Files.write(bundle.resolve(SHARD), shard);
    ModelFiles.write(bundle, "extra.py", "");
    Files.createSymbolicLink(bundle.resolve("out"), Path.of("/etc/passwd"));
    assertEquals(
        List.of(
            "out is a link to /etc/passwd, outside of it",
            "original/tokenizer.model is missing: SHA256SUMS lists it",
            "extra.py: SHA256SUMS does not list it: remove it, or add it to the list",
            "%s: its checksum is %s, and SHA256SUMS says %s: get the file again"
                .formatted(SHARD, ModelFiles.sha256(shard), before)),
        problems());
  }

  @Test
  void whatTheFilesSayOfEachOtherCountsAsWell() throws IOException {
    ModelFiles.write(bundle, SHARD, ModelFiles.safetensors(64, "other"));
    ModelFiles.list(bundle);
    assertEquals(
        List.of(SHARD + " has no tensor c, which model.safetensors.index.json lists"), problems());
  }

  @Test
  void aBundleWithoutAListOfChecksumsIsTold() throws IOException {
    Files.delete(bundle.resolve("SHA256SUMS"));
    assertEquals(List.of(Checksums.MISSING), problems());
  }

  @Test
  void whatIsWrongWithTheListIsNamed() throws IOException {
    Files.writeString(
        bundle.resolve("SHA256SUMS"),
        Files.readString(bundle.resolve("SHA256SUMS")) + "nonsense\n");
    assertEquals(
        List.of("line 6 of SHA256SUMS is no line of sha256sum(1): 'nonsense'"), problems());
  }

  @Test
  void aFileThatIsWrittenMeanwhileSpoilsIt() {
    BundleVerifier interrupted =
        new BundleVerifier(
            InstantSource.fixed(NOW),
            new ByteProgress() {
              @Override
              public void begin(String doing, long bytes) {}

              @Override
              public void file(String name) {
                if (name.equals(SHARD)) {
                  touch();
                }
              }

              @Override
              public void advance(long bytes) {}
            });
    IOException refused = assertThrows(IOException.class, () -> interrupted.verify(bundle));
    assertEquals(
        "cannot verify " + bundle + ": it changed meanwhile (let nobody write to it)",
        refused.getMessage());
  }

  private void touch() {
    try {
      ModelFiles.write(bundle, "config.json", ModelFiles.CONFIG + " ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aHuggingFaceCacheIsNoBundle() throws IOException {
    Path cache = ModelFiles.cache(directory);
    for (Path each : List.of(cache, cache.resolve("snapshots").resolve(ModelFiles.REVISION))) {
      IOException refused =
          assertThrows(
              IOException.class,
              () ->
                  new BundleVerifier(InstantSource.fixed(NOW), ByteProgress.NONE).verify(each));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("mode model seed " + each.toRealPath()),
          refused::toString);
    }
  }

  private Verification verify() throws IOException {
    return new BundleVerifier(InstantSource.fixed(NOW), ByteProgress.NONE).verify(bundle);
  }

  private List<String> problems() {
    return assertThrows(UnsoundBundleException.class, this::verify).problems();
  }
}
