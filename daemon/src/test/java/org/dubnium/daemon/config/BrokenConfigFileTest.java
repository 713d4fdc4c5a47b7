package org.dubnium.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read, or are no configuration at all. */
class BrokenConfigFileTest {

  private static final String FILE = "mode-controller.json";

  private final ConfigFiles files;

  BrokenConfigFileTest(@TempDir Path directory) {
    this.files = new ConfigFiles(directory);
  }

  @Test
  void brokenSyntaxIsSaidWithItsLine() throws IOException {
    files.write("{\n  \"boot\": {\n  \"defaultMode\" \"desktop\" }\n}");
    String problem = only();
    assertTrue(
        problem.startsWith(FILE + ":3: cannot read this as JSON: "), problem);
    assertTrue(problem.endsWith("(mend the syntax)"), problem);
  }

  @Test
  void aFileThatBreaksOffIsSaidSo() throws IOException {
    files.write("{ \"boot\": {\n");
    String problem = only();
    assertTrue(problem.startsWith(FILE + ":2: cannot read this as JSON: "), problem);
    assertTrue(problem.endsWith("(mend the syntax)"), problem);
  }

  @Test
  void onlyOneObjectMayBeInAFile() throws IOException {
    files.write("[ 1 ]");
    assertEquals(FILE + ":1: cannot use an array (the file is one object, in braces)", only());
    files.write("{}\n{}");
    assertEquals(FILE + ":2: cannot use what follows the object (take it out)", only());
  }

  @Test
  void aKeyThatIsThereTwiceIsSaidSo() throws IOException {
    files.write("{ \"audit\": { \"rotateMiB\": 1,\n \"rotateMiB\": 2 } }");
    assertEquals(FILE + ":2: audit.rotateMiB: cannot use a key twice (take one out)", only());
  }

  @Test
  void nestingWithoutEndIsRefused() throws IOException {
    files.write("{ \"boot\": " + "[".repeat(5000));
    assertTrue(only().startsWith(FILE + ":1: cannot read this as JSON: Document nesting depth"));
  }

  @Test
  void aHugeFileIsRefused() throws IOException {
    files.write("{ \"boot\": { \"defaultMode\": \"" + "x".repeat(2_000_000) + "\" } }");
    assertTrue(only().startsWith(FILE), this::only);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Files.write(files.config(), new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'});
    assertTrue(only().startsWith(FILE + ":1: cannot read this as JSON: "), this::only);
  }

  @Test
  void aDirectoryInTheFilesPlaceIsSaidSo() throws IOException {
    Files.createDirectory(files.config());
    assertTrue(only().startsWith(FILE + ": cannot read the file: "), this::only);
  }

  @Test
  void aFileInTheDropInsPlaceIsSaidSo() throws IOException {
    Files.writeString(files.config().resolveSibling("mode-controller.d"), "");
    assertEquals(
        "mode-controller.d: cannot look for drop-ins: this is no directory (move it away)", only());
  }

  private String only() {
    List<String> problems = files.problems();
    assertEquals(1, problems.size(), problems::toString);
    return problems.getFirst();
  }
}
