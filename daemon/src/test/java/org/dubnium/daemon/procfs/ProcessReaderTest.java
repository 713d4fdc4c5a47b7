package org.dubnium.daemon.procfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.ProcessInfo;
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
    assertEquals(List.of(7, 10), reader.pids());
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
    assertTrue(real.pids().contains((int) self.pid()));
  }
}
