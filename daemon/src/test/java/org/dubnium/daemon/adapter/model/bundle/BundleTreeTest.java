package org.dubnium.daemon.adapter.model.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dubnium.daemon.fixture.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTreeTest {

  @TempDir Path directory = Path.of("unset");
  private Path bundle = directory;

  @BeforeEach
  void setUp() throws IOException {
    bundle = Files.createDirectory(directory.resolve("eight"));
    ModelFiles.write(bundle, "a", "first");
  }

  @Test
  void filesAreListedByTheirPathsAndThoseThatHideAreNot() throws IOException {
    ModelFiles.write(bundle, "deep/er/b", "");
    ModelFiles.write(bundle, ".cache/x", "");
    ModelFiles.write(bundle, "deep/.y", "");
    try (BundleTree tree = BundleTree.open(bundle)) {
      assertEquals(Set.of("a", "deep/er/b"), tree.files().keySet());
      assertEquals(5, tree.stamp("a").bytes());
      assertEquals(tree.files().get("a"), tree.stamp("a"));
      assertArrayEquals("first".getBytes(StandardCharsets.UTF_8), tree.bytes("a", 5));
      assertThrows(IOException.class, () -> tree.bytes("a", 4));
      assertEquals(List.of(), tree.problems());
    }
  }

  @Test
  void aLinkStandsForAFileInside() throws IOException {
    Files.createDirectory(bundle.resolve("deep"));
    Files.createSymbolicLink(bundle.resolve("deep/relative"), Path.of("../a"));
    Files.createSymbolicLink(bundle.resolve("absolute"), bundle.toRealPath().resolve("a"));
    try (BundleTree tree = BundleTree.open(bundle)) {
      assertEquals(Set.of("a", "deep/relative", "absolute"), tree.files().keySet());
      assertEquals(Path.of("a"), tree.place("deep/relative"));
      assertEquals(5, tree.bytes("absolute", 100).length);
    }
  }

  @Test
  void whatIsNoFileOfABundleIsNamed() throws Exception {
    Files.createSymbolicLink(bundle.resolve("out"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(bundle.resolve("up"), Path.of("../../x"));
    Files.createSymbolicLink(bundle.resolve("gone"), Path.of("nowhere"));
    Files.createSymbolicLink(bundle.resolve("self"), Path.of("."));
    Files.createDirectory(bundle.resolve("sub"));
    Files.createSymbolicLink(bundle.resolve("folder"), Path.of("sub"));
    Files.createSymbolicLink(bundle.resolve("chain"), Path.of("gone"));
    ModelFiles.write(bundle, "line\nend", "");
    ModelFiles.write(bundle, "back\\slash", "");
    assertEquals(
        0, new ProcessBuilder("mkfifo", bundle.resolve("pipe").toString()).start().waitFor());
    try (BundleTree tree = BundleTree.open(bundle)) {
      assertEquals(Set.of("a"), tree.files().keySet());
      assertEquals(
          List.of(
              "chain is a link to gone, which is no file",
              "folder is a link to sub, which is no file",
              "gone is a link to nowhere, which is not there",
              "out is a link to /etc/passwd, outside of it",
              "pipe is no file, but a socket, a FIFO or a device",
              "self is a link to ., outside of it",
              "the name of back\\slash is too long, or has control characters or backslashes in it",
              "the name of line\uFFFDend is too long, or has control characters or backslashes in it",
              "up is a link to ../../x, outside of it"),
          tree.problems().stream().sorted().toList());
    }
  }

  @Test
  void aFileThatBecomesALinkIsNotFollowed() throws IOException {
    ModelFiles.write(bundle, "deep/b", "");
    try (BundleTree tree = BundleTree.open(bundle)) {
      Files.delete(bundle.resolve("a"));
      Files.createSymbolicLink(bundle.resolve("a"), Path.of("/etc/passwd"));
      Files.move(bundle.resolve("deep"), bundle.resolve("moved"));
      Files.createSymbolicLink(bundle.resolve("deep"), Path.of("/etc"));
      assertThrows(IOException.class, () -> tree.read("a").close());
      assertThrows(IOException.class, () -> tree.read("deep/b").close());
    }
  }

  @Test
  void aDirectoryThatIsReplacedIsStillTheOneThatWasOpened() throws IOException {
    try (BundleTree tree = BundleTree.open(bundle)) {
      Files.move(bundle, directory.resolve("moved"));
      Files.createSymbolicLink(bundle, Path.of("/etc"));
      assertEquals(5, tree.bytes("a", 100).length);
    }
  }

  @Test
  void linksMayLeadToTheUpperDirectoryThatIsGiven() throws IOException {
    ModelFiles.write(directory, "blobs/x", "blob");
    Files.createSymbolicLink(bundle.resolve("b"), Path.of("../blobs/x"));
    try (BundleTree tree = BundleTree.open(directory, Path.of("eight"))) {
      assertEquals(Set.of("a", "b"), tree.files().keySet());
      assertEquals(Path.of("blobs/x"), tree.place("b"));
    }
  }

  @Test
  void aDirectoryWithTooMuchInItIsNoBundle() throws IOException {
    ModelFiles.write(bundle, "1/2/3/4/5/6/7/8/9", "");
    IOException refused =
        assertThrows(IOException.class, () -> BundleTree.open(bundle).close());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("there is too much in it"), refused::toString);
  }
}
