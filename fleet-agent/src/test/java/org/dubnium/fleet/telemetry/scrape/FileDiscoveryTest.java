package org.dubnium.fleet.telemetry.scrape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiscoveryTest {

  /** So long that only an event can have told of a change. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir Path directory;

  /** Where a file is written before it is moved into its place. */
  @TempDir Path aside;

  private final LinkedBlockingQueue<List<String>> lists = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> problems = new LinkedBlockingQueue<>();

  private Path file() {
    return directory.resolve("targets.json");
  }

  private FileDiscovery discovery(Path file, Duration look) throws IOException {
    return new FileDiscovery(
        file,
        look,
        new FileDiscovery.Listener() {
          @Override
          public void found(List<Target> targets) {
            lists.add(targets.stream().map(target -> target.node().value()).toList());
          }

          @Override
          public void broken(String why) {
            problems.add(why);
          }
        });
  }

  private List<String> next() throws InterruptedException {
    return Optional.ofNullable(lists.poll(1, TimeUnit.MINUTES)).orElse(List.of("nothing"));
  }

  private void write(String... hosts) throws IOException {
    Files.writeString(file(), list(hosts));
  }

  private static String list(String... hosts) {
    return "[{\"targets\": [\"" + String.join(":9400\", \"", hosts) + ":9400\"]}]";
  }

  private void replace(String text) throws IOException {
    Path next = Files.writeString(aside.resolve("next"), text);
    Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void followsTheFile() throws Exception {
    write("a", "b");
    try (FileDiscovery discovery = discovery(file(), NEVER)) {
      assertEquals(List.of("a", "b"), next());
      replace(list("b"));
      assertEquals(List.of("b"), next());
      replace(list("c", "d"));
      assertEquals(List.of("c", "d"), next());
      assertEquals(Optional.empty(), discovery.problem());
    }
  }

  @Test
  void brokenFileLeavesWhatWasKnown() throws Exception {
    write("a");
    try (FileDiscovery discovery = discovery(file(), NEVER)) {
      assertEquals(List.of("a"), next());
      replace("[{\"targets\": [");
      awaitProblem(discovery, "as JSON");
      replace("[{\"targets\": [7]}]");
      awaitProblem(discovery, "it is no string");
      assertNull(lists.poll());
      replace(list("b"));
      assertEquals(List.of("b"), next());
      assertEquals(Optional.empty(), discovery.problem());
    }
  }

  private void awaitProblem(FileDiscovery discovery, String part) throws InterruptedException {
    String why = String.valueOf(problems.poll(1, TimeUnit.MINUTES));
    assertTrue(why.startsWith("cannot use ") && why.contains(part), why);
    assertEquals(Optional.of(why), discovery.problem());
  }

  @Test
  void fileThatWasMendedAsItWasIsToldAgain() throws Exception {
    write("a");
    try (FileDiscovery discovery = discovery(file(), OFTEN)) {
      assertEquals(List.of("a"), next());
      Files.delete(file());
      awaitProblem(discovery, "NoSuchFile");
      write("a");
      assertEquals(List.of("a"), next());
    }
  }

  @Test
  void directoryMayComeLater() throws Exception {
    Path later = directory.resolve("later");
    try (FileDiscovery discovery = discovery(later.resolve("targets.json"), OFTEN)) {
      awaitProblem(discovery, "NoSuchFile");
      Files.createDirectory(later);
      Files.writeString(later.resolve("targets.json"), list("a"));
      assertEquals(List.of("a"), next());
    }
  }

  @Test
  void emptyFileIsBroken() throws Exception {
    Files.createFile(file());
    try (FileDiscovery discovery = discovery(file(), NEVER)) {
      awaitProblem(discovery, "no JSON array");
    }
  }

  @Test
  void fileWithoutEndIsNotRead() throws Exception {
    Files.createSymbolicLink(file(), Path.of("/dev/zero"));
    try (FileDiscovery discovery = discovery(file(), NEVER)) {
      awaitProblem(discovery, "bytes");
    }
  }

  /** Four MiB of it are read, and no byte more. */
  @Test
  void aFileMayBeLongButNotTooLong() throws Exception {
    int most = 4 << 20;
    String text = list("a");
    Files.writeString(file(), text + " ".repeat(most - text.length()));
    try (FileDiscovery discovery = discovery(file(), NEVER)) {
      assertEquals(List.of("a"), next());
      replace(list("b") + " ".repeat(most + 1 - text.length()));
      awaitProblem(discovery, "more than " + most + " bytes");
      assertNull(lists.poll());
    }
  }

  /** Of watches a user has but some hundred. */
  @Test
  void theEndLeavesNoWatchBehind() throws Exception {
    write("a");
    long before = watches();
    try (FileDiscovery discovery = discovery(file(), NEVER)) {
      assertEquals(List.of("a"), next());
      assertEquals(before + 1, watches());
      assertEquals(Optional.empty(), discovery.problem());
    }
    assertEquals(before, watches());
  }

  private static long watches() throws IOException {
    long watches = 0;
    try (DirectoryStream<Path> descriptors =
        Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        try {
          watches += Files.readSymbolicLink(descriptor).toString().contains("inotify") ? 1 : 0;
        } catch (NoSuchFileException e) {
          // It was this directory's own.
        }
      }
    }
    return watches;
  }
}
