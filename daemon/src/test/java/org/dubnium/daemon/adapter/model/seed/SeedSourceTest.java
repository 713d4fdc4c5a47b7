package org.dubnium.daemon.adapter.model.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.fixture.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be the source of a model, and how it is told. */
class SeedSourceTest {

  @TempDir Path directory = Path.of("unset");

  @BeforeEach
  void setUp() throws IOException {
    directory = directory.toRealPath();
  }

  @Test
  void aBundleHasItsDirectorysName() throws IOException {
    Path bundle = ModelFiles.bundle(directory.resolve("eight"));
    assertEquals("eight", found(bundle, ""));
  }

  @Test
  void theOneBundleOfAMediumIsMeant() throws IOException {
    ModelFiles.bundle(directory.resolve("models/eight"));
    ModelFiles.write(directory, "models/.Trash/x", "");
    assertEquals("eight", found(directory, ""));
    assertEquals("eight", found(directory, "eight"));
  }

  @Test
  void ofSeveralOneHasToBeNamed() throws IOException {
    ModelFiles.bundle(directory.resolve("models/eight"));
    ModelFiles.bundle(directory.resolve("models/seven"));
    assertEquals("seven", found(directory, "seven"));
    assertEquals(
        "cannot seed from %s/models: it has not one bundle alone (give --name with one of: eight, seven)"
            .formatted(directory),
        refusal(directory, ""));
    assertEquals(
        "cannot seed from %s/models: no bundle nine is there (give --name with one of: eight, seven)"
            .formatted(directory),
        refusal(directory, "nine"));
  }

  @Test
  void aMediumMayHaveNone() throws IOException {
    Files.createDirectory(directory.resolve("models"));
    assertTrue(refusal(directory, "").endsWith("(it has none)"));
  }

  @Test
  void ofACacheTheMainSnapshotIsMeant() throws IOException {
    Path cache = ModelFiles.cache(directory);
    assertEquals("Seven", found(cache, ""));
    assertEquals("Seven", found(cache.resolve("snapshots").resolve(ModelFiles.REVISION), ""));
  }

  @Test
  void aCacheWithoutAMainSnapshotSaysWhichThereAre() throws IOException {
    Path cache = ModelFiles.cache(directory);
    ModelFiles.write(cache, "refs/main", "f".repeat(40) + "\n");
    assertEquals(
        "cannot find snapshots/%s in %s (download the model again, or name one of: %s)"
            .formatted(
                "f".repeat(40), cache, cache.resolve("snapshots").resolve(ModelFiles.REVISION)),
        refusal(cache, ""));
    ModelFiles.write(cache, "refs/main", "../../../etc");
    assertTrue(refusal(cache, "").endsWith("'../../../etc' is no revision"));
    Files.delete(cache.resolve("refs/main"));
    assertTrue(refusal(cache, "").contains("refs/main is not there"));
  }

  @Test
  void aCacheOfSeveralModelsSaysWhich() throws IOException {
    ModelFiles.cache(directory);
    assertEquals(
        "cannot seed from %s: it is a cache of several models (name one of them: models--acme--Seven)"
            .formatted(directory),
        refusal(directory, ""));
  }

  @Test
  void aDirectoryThatIsNoSourceIsRefused() throws IOException {
    assertTrue(refusal(directory, "").contains("it is neither a bundle"));
    assertTrue(refusal(directory.resolve("none"), "").endsWith("it is not there"));
    ModelFiles.write(directory, "file", "");
    assertTrue(refusal(directory.resolve("file"), "").endsWith("it is no directory"));
  }

  @Test
  void aNameThatTheStoreDoesNotTakeHasToBeReplaced() throws IOException {
    Path bundle = ModelFiles.bundle(directory.resolve("eight ä"));
    assertTrue(refusal(bundle, "").endsWith("(give another by --name)"));
  }

  private static String found(Path where, String name) throws IOException {
    try (SeedSource source = SeedSource.find(where, named(name))) {
      return source.name().value();
    }
  }

  private static Optional<ModelName> named(String name) {
    return Optional.of(name).filter(given -> !given.isEmpty()).map(ModelName::new);
  }

  private static String refusal(Path where, String name) {
    return String.valueOf(
        assertThrows(IOException.class, () -> found(where, name)).getMessage());
  }
}
