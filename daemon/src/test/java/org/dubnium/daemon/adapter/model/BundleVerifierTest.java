package org.dubnium.daemon.adapter.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.model.Verification.VerifiedFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** Of {@code {}}, and of nothing. */
  private static final String BRACES =
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir Path directory = Path.of("unset");
  private Path bundle = directory;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void setUp() throws IOException {
    bundle = Files.createDirectories(directory.toRealPath().resolve("eight"));
    write("config.json", "{}");
    write("model.safetensors", "");
    write("original/tokenizer.model", "");
    write(".cache/huggingface/x", "nobody looks here");
    write(
        "SHA256SUMS",
        BRACES + "  config.json\n"
            + NOTHING + " *model.safetensors\n"
            + NOTHING.toUpperCase(Locale.ROOT) + "  ./original/tokenizer.model\n");
  }

  @Test
  void everyFileIsRecordedAsItWas() throws IOException {
    Verification found = verify();
    assertEquals(bundle.toString(), found.bundle());
    assertEquals(NOW, found.at());
    assertEquals(
        Set.of("config.json", "model.safetensors", "original/tokenizer.model", "SHA256SUMS"),
        found.files().keySet());
    assertEquals(
        new VerifiedFile(BundleFiles.stamp(bundle.resolve("config.json")), BRACES),
        found.files().get("config.json"));
    assertEquals("3 of 4: model.safetensors (0 MiB)", told.get(2));
  }

  @Test
  void aBundleIsKnownByItsRealPath() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), bundle);
    assertEquals(bundle.toString(), new BundleVerifier(clock(), told::add).verify(link).bundle());
  }

  @ParameterizedTest
  @CsvSource({
    "config.json, 'config.json is missing (take it from'",
    "SHA256SUMS, 'SHA256SUMS is missing (take it from'",
    "model.safetensors, 'model.safetensors is missing (SHA256SUMS lists it)'"
  })
  void aFileThatIsMissingIsNamed(String file, String said) throws IOException {
    Files.delete(bundle.resolve(file));
    assertTrue(refusal().contains(said), this::refusal);
  }

  @Test
  void aFileThatIsNotWhatTheListSaysIsNamed() throws IOException {
    write("model.safetensors", "{}");
    assertEquals(
        "cannot verify %s/model.safetensors: its checksum is %s, and SHA256SUMS says %s (get the file again)"
            .formatted(bundle, BRACES, NOTHING),
        refusal());
  }

  @Test
  void aFileThatTheListDoesNotHaveIsNamed() throws IOException {
    write("extra.py", "");
    assertEquals(
        "cannot verify %s/extra.py: SHA256SUMS does not list it (remove it, or add it to the list)"
            .formatted(bundle),
        refusal());
  }

  @ParameterizedTest
  @CsvSource({"nonsense, nonsense", "'%s  ../up', ../up", "'%s  /etc/passwd', /etc/passwd"})
  void aListThatIsNoneIsRefused(String line, String said) throws IOException {
    write("SHA256SUMS", line.formatted(NOTHING) + "\n");
    assertTrue(refusal().startsWith("cannot use " + bundle + "/SHA256SUMS: cannot understand line 1"));
    assertTrue(refusal().contains(said));
  }

  @Test
  void aFileThatIsWrittenMeanwhileSpoilsIt() {
    BundleVerifier interrupted =
        new BundleVerifier(
            clock(),
            doing -> {
              if (doing.startsWith("4 of 4")) {
                write("config.json", "{} ");
              }
            });
    IOException refused = assertThrows(IOException.class, () -> interrupted.verify(bundle));
    assertEquals(
        "cannot verify " + bundle + ": it changed meanwhile (let nobody write to it)",
        refused.getMessage());
  }

  @Test
  void aHuggingFaceCacheIsNoBundle() throws IOException {
    for (String part : List.of("refs", "blobs", "snapshots/abc")) {
      Files.createDirectories(bundle.resolve(part));
    }
    assertTrue(refusal().contains("it is a Hugging Face cache"), this::refusal);
    IOException inside =
        assertThrows(
            IOException.class,
            () -> new BundleVerifier(clock(), told::add).verify(bundle.resolve("snapshots/abc")));
    assertTrue(
        String.valueOf(inside.getMessage())
            .contains("cp --recursive --dereference " + bundle + "/snapshots/abc"));
  }

  private Verification verify() throws IOException {
    return new BundleVerifier(clock(), told::add).verify(bundle);
  }

  private String refusal() {
    return String.valueOf(assertThrows(IOException.class, this::verify).getMessage());
  }

  private static InstantSource clock() {
    return InstantSource.fixed(NOW);
  }

  private void write(String name, String content) {
    try {
      Path file = bundle.resolve(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
