package org.dubnium.daemon.adapter.model.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.fixture.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleCheckTest {

  private static final String FIRST = "model-00001-of-00002.safetensors";
  private static final String SECOND = "model-00002-of-00002.safetensors";
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir Path bundle = Path.of("unset");

  @BeforeEach
  void setUp() throws IOException {
    ModelFiles.bundle(bundle);
  }

  @Test
  void aSoundBundleHasNoProblem() throws IOException {
    assertEquals(
        new BundleFindings(Optional.of("LlamaForCausalLM"), List.of()), BundleCheck.of(bundle));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                           | config.json names no architecture",
        "[]                           | config.json names no architecture",
        "{\"architectures\": []}      | config.json names no architecture",
        "{\"architectures\": null}    | config.json names no architecture",
        "{\"architectures\": [[\"A\"]]} | config.json names no architecture",
        "{\"architectures\": [\"A\"], | config.json is no JSON: ",
      })
  void aConfigWithoutArchitecture(String config, String problem) throws IOException {
    ModelFiles.write(bundle, "config.json", config);
    assertEquals(1, problems().size());
    assertTrue(problems().getFirst().startsWith(problem), () -> config);
  }

  @Test
  void architecturesAreFoundAmongOthers() throws IOException {
    ModelFiles.write(
        bundle, "config.json", "{\"a\": [[1], {}], \"architectures\": [\"A\", \"B\"], \"b\": {\"c\": 1}}");
    assertEquals(List.of(), problems());
  }

  @Test
  void aConfigIsBounded() throws IOException {
    ModelFiles.write(bundle, "config.json", "{\"a\": " + "[".repeat(10_000));
    assertTrue(problems().getFirst().startsWith("config.json is no JSON: "));
    ModelFiles.write(bundle, "config.json", "{\"architectures\": [\"A\"]" + " ".repeat(17 << 20) + "}");
    assertEquals(List.of("config.json is longer than 16 MiB: it is no model's"), problems());
    Files.delete(bundle.resolve("config.json"));
    assertTrue(problems().getFirst().startsWith("config.json is missing"));
  }

  @Test
  void aShardThatWasCopiedInPartIsNamed() throws IOException {
    Path shard = bundle.resolve(SECOND);
    byte[] whole = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(whole, whole.length - 1));
    assertEquals(
        List.of(
            "%s is %d bytes, and its header says %d: it was copied only in part"
                .formatted(SECOND, whole.length - 1, whole.length)),
        problems());
  }

  @Test
  void aShardThatIsMissingIsNamedOnce() throws IOException {
    Files.delete(bundle.resolve(SECOND));
    assertEquals(List.of(SECOND + " is missing: " + INDEX + " lists it"), problems());
    Files.delete(bundle.resolve(INDEX));
    assertEquals(List.of(SECOND + " is missing: " + FIRST + " is there"), problems());
  }

  @Test
  void aTensorThatNoShardHasIsNamed() throws IOException {
    ModelFiles.write(bundle, FIRST, ModelFiles.safetensors(16, "a", "other"));
    assertEquals(
        List.of(FIRST + " has no tensor b, which " + INDEX + " lists"), problems());
  }

  @Test
  void manyTensorsThatAreMissingAreCounted() throws IOException {
    StringBuilder map = new StringBuilder("{\"weight_map\": {\"a\": \"" + FIRST + "\"");
    for (int i = 0; i < 5000; i++) {
      map.append(", \"t").append(i).append("\": \"").append(SECOND).append('"');
    }
    ModelFiles.write(bundle, INDEX, map + "}}");
    assertEquals(33, problems().size());
    assertEquals("4968 more tensors that " + INDEX + " lists are in no shard", problems().getLast());
  }

  @Test
  void anIndexThatIsNoneIsNamed() throws IOException {
    ModelFiles.write(bundle, INDEX, "{\"weight_map\": {\"a\": ");
    assertTrue(problems().getFirst().startsWith(INDEX + " is no JSON: "));
  }

  @Test
  void whatStandsForAFileThatWasNeverDownloadedIsNamed() throws IOException {
    ModelFiles.write(
        bundle, FIRST, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4976698672\n");
    ModelFiles.write(bundle, SECOND, "\n<!DOCTYPE html><title>Sign in</title>");
    assertEquals(
        List.of(
            FIRST + " is a pointer of Git LFS and not the file itself: run 'git lfs pull' where it is from",
            SECOND + " is a web page and not the file itself: download it again"),
        problems());
  }

  @Test
  void aBundleWithoutWeightsIsNamed() throws IOException {
    Files.delete(bundle.resolve(FIRST));
    Files.delete(bundle.resolve(SECOND));
    Files.delete(bundle.resolve(INDEX));
    assertEquals(List.of("there are no weights in it (*.safetensors)"), problems());
  }

  private List<String> problems() throws IOException {
    return BundleCheck.of(bundle).problems();
  }
}
