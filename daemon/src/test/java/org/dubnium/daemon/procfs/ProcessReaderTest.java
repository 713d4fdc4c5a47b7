package org.dubnium.daemon.procfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.UserUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessReaderTest {

  @TempDir Path directory = Path.of("unset");
  private ProcTree tree = new ProcTree(directory);
  private ProcessReader reader = new ProcessReader(directory);

  @BeforeEach
  void setUp() {
    tree = new ProcTree(directory);
    reader = new ProcessReader(directory);
  }

  @Test
  void namesAProcess() throws IOException {
    tree.process(42, "weston", "/user.slice/user-1000.slice/session-2.scope");
    assertEquals(
        Optional.of(
            new ProcessInfo(
                42, "weston", 420, 1000, Optional.of("session-2.scope"), Optional.of("2"))),
        reader.identify(42));
  }

  @Test
  void listsProcessesOnly() throws IOException {
    tree.process(7, "a", "/");
    tree.process(10, "b", "/");
    tree.file("1b/stat", "");
    tree.file("meminfo", "");
    assertArrayEquals(new int[] {7, 10}, reader.pids());
  }

  @Test
  void moreProcessesThanThereIsRoomForAreAFailure() throws IOException {
    tree.process(7, "a", "/");
    tree.process(10, "b", "/");
    assertArrayEquals(new int[] {7, 10}, new ProcessReader(directory, 2).pids());
    IOException tooMany =
        assertThrows(IOException.class, () -> new ProcessReader(directory, 1).pids());
    assertEquals(
        "there are more than 1 processes (end whoever starts them)", tooMany.getMessage());
  }

  /** The kernel answers ENAMETOOLONG where somebody nested his own cgroups for long enough. */
  @Test
  void aProcessWhosePlaceTheKernelDoesNotTellIsInNoUnit() throws IOException {
    Path process = tree.process(42, "x", "/system.slice/a.service");
    Files.delete(process.resolve("cgroup"));
    Files.createDirectory(process.resolve("cgroup"));
    ProcessInfo found = reader.identify(42).orElseThrow();
    assertEquals(Optional.empty(), found.unit());
    assertEquals(1000, found.uid());
  }

  @Test
  void namesTheUnitOfAUsersOwnManager() throws IOException {
    tree.process(42, "hold", "/user.slice/user-1000.slice/user@1000.service/app.slice/hold.service");
    ProcessInfo found = reader.identify(42).orElseThrow();
    assertEquals(Optional.of("user@1000.service"), found.unit());
    assertEquals(Optional.of(new UserUnit("hold.service", "app.slice")), found.userUnit());
  }

  @Test
  void aProcessThatIsGoneIsAbsent() throws IOException {
    assertEquals(Optional.empty(), reader.identify(42));
    assertEquals(Optional.empty(), reader.stat(42));
  }

  @Test
  void aNameThatIsNotUtf8IsReadAllTheSame() throws IOException {
    Path process = tree.process(42, "X", "/");
    byte[] line = Files.readAllBytes(process.resolve("stat"));
    line[new String(line, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf('X')] = (byte) 0xe4;
    Files.write(process.resolve("stat"), line);
    assertEquals("\ufffd", reader.stat(42).orElseThrow().command());
  }

  @Test
  void aProcessThatCannotBeUnderstoodIsAFailure() {
    tree.process(42, "x", "/");
    tree.file("42/status", "Name:\tx\n");
    assertThrows(IOException.class, () -> reader.identify(42));
  }

  @Test
  void namesThisProcessOnTheRealSystem() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    ProcessReader real = new ProcessReader(Path.of("/proc"));
    ProcessInfo found = real.identify((int) self.pid()).orElseThrow();
    assertEquals(self.pid(), found.pid());
    assertEquals("java", found.command());
    assertTrue(found.startTicks() > 0);
    assertTrue(Arrays.stream(real.pids()).anyMatch(pid -> pid == self.pid()));
  }
}
