package org.dubnium.daemon.adapter.model.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dubnium.daemon.adapter.model.bundle.BundleVerifier;
import org.dubnium.daemon.adapter.model.bundle.ByteProgress;
import org.dubnium.daemon.adapter.model.bundle.UnsoundBundleException;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.fixture.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model comes into the store whole and verified, or not at all. */
class SeederTest {

  private static final ModelName NAME = new ModelName("eight");
  private static final String FIRST = "model-00001-of-00002.safetensors";
  private static final String SECOND = "model-00002-of-00002.safetensors";

  @TempDir Path directory = Path.of("unset");
  private Path store = directory;
  private Path source = directory;
  private final List<Verification> recorded = new ArrayList<>();
  private final AtFile copying = new AtFile();
  private long floor;

  /** Something that happens while a file is being copied. */
  private interface Event {
    void happen() throws IOException;
  }

  /** Has something happen at a file, when it is copied and not when it is hashed. */
  private static final class AtFile implements ByteProgress {

    private final List<String> copied = new ArrayList<>();
    private String doing = "";
    private String file = "";
    private Event event = () -> {};

    void at(String name, Event happens) {
      file = name;
      event = happens;
    }

    @Override
    public void begin(String what, long bytes) {
      doing = what;
    }

    @Override
    public void file(String name) {
      if (doing.equals("copying")) {
        copied.add(name);
      }
    }

    @Override
    public void advance(long bytes) {
      if (doing.equals("copying") && copied.getLast().equals(file)) {
        try {
          event.happen();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  @BeforeEach
  void setUp() throws IOException {
    directory = directory.toRealPath();
    store = Files.createDirectory(directory.resolve("store"));
    Files.createDirectory(directory.resolve("locks"));
    source = ModelFiles.bundle(directory.resolve("medium/eight"));
    ModelFiles.write(source, ".gitattributes", "");
  }

  @Test
  void aBundleIsCopiedVerifiedAndRecorded() throws IOException {
    Seeder.Result result = seed();
    Path bundle = store.resolve("eight");
    assertEquals(bundle, result.path());
    assertEquals(6, result.files());
    assertEquals(result.bytes(), result.copied());
    assertFalse(result.already());
    for (String file : List.of("config.json", FIRST, SECOND, "original/tokenizer.model")) {
      assertEquals(-1, Files.mismatch(source.resolve(file), bundle.resolve(file)));
    }
    assertFalse(Files.exists(bundle.resolve(".gitattributes")));
    assertEquals(Set.of("eight"), names(store));
    assertEquals(bundle.toString(), recorded.getFirst().bundle());
    assertEquals(6, recorded.getFirst().files().size());
    assertEquals(
        "rw-r--r--",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle.resolve(FIRST))));
    assertEquals(
        "rwxr-xr-x",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(bundle.resolve("original"))));
  }

  @Test
  void theSameBundleIsThereAlready() throws IOException {
    seed();
    assertTrue(seed().already());
    assertEquals(1, recorded.size());
  }

  @Test
  void anotherBundleOfThatNameIsLeftAlone() throws IOException {
    seed();
    ModelFiles.write(source, "config.json", ModelFiles.CONFIG + " ");
    ModelFiles.list(source);
    assertTrue(refusal().contains("store/eight is another one"), this::refusal);
    assertEquals(ModelFiles.CONFIG, Files.readString(store.resolve("eight/config.json")));
  }

  @Test
  void aSnapshotBecomesABundleOfFilesWithAListOfChecksums() throws IOException {
    source = ModelFiles.cache(directory.resolve("hub"));
    seed();
    Path bundle = store.resolve("eight");
    assertTrue(Files.isRegularFile(bundle.resolve(FIRST), LinkOption.NOFOLLOW_LINKS));
    assertEquals(5, Files.readAllLines(bundle.resolve("SHA256SUMS")).size());
    assertTrue(seed().already());
  }

  @Test
  void aBlobThatIsNotWhatItsNameSaysIsRefused() throws IOException {
    source = ModelFiles.cache(directory.resolve("hub"));
    Path blob =
        source.resolve("snapshots").resolve(ModelFiles.REVISION).resolve(SECOND).toRealPath();
    byte[] content = Files.readAllBytes(blob);
    content[content.length - 1]++;
    Files.write(blob, content);
    assertTrue(
        refusal().startsWith("cannot copy " + SECOND + ": its checksum is "), this::refusal);
    assertEquals(Set.of(".seed-eight"), names(store));
  }

  @Test
  void aSnapshotMayNotLeadOutOfItsCache() throws IOException {
    source = ModelFiles.cache(directory.resolve("hub"));
    Path file = source.resolve("snapshots").resolve(ModelFiles.REVISION).resolve("tokenizer.json");
    Files.createSymbolicLink(file, Path.of("/etc/passwd"));
    assertEquals(
        List.of("tokenizer.json is a link to /etc/passwd, outside of it"), problems());
    assertEquals(Set.of(), names(store));
  }

  @Test
  void everythingThatIsWrongWithASourceIsToldBeforeACopyBegins() throws IOException {
    ModelFiles.write(source, "config.json", "{}");
    ModelFiles.write(source, "extra.py", "");
    Files.delete(source.resolve(SECOND));
    assertEquals(4, problems().size());
    assertEquals(Set.of(), names(store));
  }

  @Test
  void aDirectoryWithoutAListOfChecksumsIsNotTrusted() throws IOException {
    Files.delete(source.resolve("SHA256SUMS"));
    assertTrue(problems().getFirst().startsWith("SHA256SUMS is missing"));
  }

  @Test
  void aWrongChecksumEndsItAndKeepsWhatIsWhole() throws IOException {
    damage(SECOND);
    assertTrue(refusal().startsWith("cannot copy " + SECOND), this::refusal);
    assertEquals(Set.of(".seed-eight"), names(store));
    assertTrue(recorded.isEmpty());
  }

  @Test
  void theNextAttemptCopiesOnlyWhatIsNotWhole() throws IOException {
    copying.at(SECOND, () -> Files.delete(source.resolve("model.safetensors.index.json")));
    assertTrue(refusal().contains("it is gone from the source"), this::refusal);
    Path copy = store.resolve(".seed-eight");
    ModelFiles.write(copy, ".half.part", "what a killed process left");
    ModelFiles.write(copy, "stranger/deep/file", "of another source");
    ModelFiles.write(copy, "config.json", ModelFiles.CONFIG.replace('{', ' '));
    copying.at("", () -> {});
    copying.copied.clear();
    ModelFiles.bundle(source);
    Seeder.Result result = seed();
    assertEquals(
        List.of("SHA256SUMS", "config.json", "model.safetensors.index.json", "original/tokenizer.model"),
        copying.copied);
    assertTrue(result.copied() < result.bytes());
    assertEquals(Set.of("eight"), names(store));
    assertFalse(Files.exists(store.resolve("eight/stranger")));
    assertFalse(Files.exists(store.resolve("eight/.half.part")));
  }

  @Test
  void aFileThatGrowsWhileItIsCopiedEndsIt() {
    copying.at(SECOND, () -> Files.write(source.resolve(SECOND), new byte[9000]));
    assertEquals(
        "cannot copy %s: it changed meanwhile (let nobody write to it)".formatted(SECOND), refusal());
  }

  @Test
  void anInterruptLeavesACopy() {
    copying.at(SECOND, () -> Thread.currentThread().interrupt());
    assertThrows(IOException.class, this::seed);
    assertTrue(Thread.interrupted());
    assertTrue(Files.exists(store.resolve(".seed-eight").resolve(FIRST)));
  }

  @Test
  void spaceIsLookedAfterBeforehand() throws IOException {
    floor = Long.MAX_VALUE / 2;
    assertTrue(refusal().contains(" are missing (make room"), this::refusal);
    assertEquals(Set.of(), names(store));
  }

  @Test
  void twoAtATimeAreToldOfEachOther() throws IOException {
    try (SeedLock _ = SeedLock.take(directory.resolve("locks"), NAME)) {
      assertEquals(
          "cannot work on eight: process %d does so already (wait until it is done)"
              .formatted(ProcessHandle.current().pid()),
          refusal());
      assertThrows(CopyInUseException.class, () -> seeder().discard(NAME));
    }
    seed();
  }

  @Test
  void aCopyThatWasNotFinishedCanBeDropped() throws IOException {
    damage(SECOND);
    assertThrows(IOException.class, this::seed);
    assertTrue(seeder().discard(NAME));
    assertEquals(Set.of(), names(store));
    assertFalse(seeder().discard(NAME));
  }

  @Test
  void withoutAStoreNothingIsDone() throws IOException {
    Files.delete(store);
    assertTrue(refusal().startsWith("cannot use the store of models: "));
  }

  private void damage(String file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(source.resolve(file), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {7}), channel.size() - 1);
    }
  }

  private Seeder seeder() throws IOException {
    return new Seeder(
        store,
        directory.resolve("locks"),
        floor,
        new BundleVerifier(InstantSource.fixed(Instant.EPOCH), copying),
        recorded::add,
        copying);
  }

  private Seeder.Result seed() throws IOException {
    try (SeedSource from = SeedSource.find(source, Optional.of(NAME))) {
      return seeder().seed(from, NAME);
    }
  }

  private String refusal() {
    return String.valueOf(assertThrows(IOException.class, this::seed).getMessage());
  }

  private List<String> problems() {
    return assertThrows(UnsoundBundleException.class, this::seed).problems();
  }

  private static Set<String> names(Path parent) throws IOException {
    Set<String> names = new TreeSet<>();
    try (var all = Files.list(parent)) {
      all.forEach(each -> names.add(each.getFileName().toString()));
    }
    return names;
  }
}
