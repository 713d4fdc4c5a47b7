package org.dubnium.daemon.adapter.proc;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.observation.DeviceHolder;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.TerminalJob;
import org.dubnium.daemon.procfs.ProcTree;
import org.dubnium.daemon.procfs.ProcessReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcfsProcTableTest {

  @TempDir Path directory = Path.of("unset");
  private ProcTree proc = new ProcTree(directory);
  private ProcfsProcTable table = new ProcfsProcTable(directory, directory, directory);

  @BeforeEach
  void setUp() {
    proc = new ProcTree(directory.resolve("proc"));
    proc.directory("");
    table =
        new ProcfsProcTable(proc.root(), directory.resolve("sys"), directory.resolve("dev"));
  }

  @Test
  void findsWhoHasDeviceFilesOpen() {
    String dev = directory.resolve("dev").toString();
    proc.process(10, "weston", "/user.slice/user-1000.slice/session-2.scope");
    proc.open(10, 0, "/dev/null");
    proc.open(10, 5, dev + "/nvidia0");
    proc.open(10, 6, dev + "/nvidia0");
    proc.open(10, 7, dev + "/dri/card0");
    proc.open(10, 8, dev + "/dri/renderD128");
    proc.process(11, "vllm", "/ai.slice/vllm.service");
    proc.open(11, 3, dev + "/nvidia-uvm");
    proc.open(11, 4, dev + "/nvidiactl");
    proc.open(11, 5, dev + "/nvidia1 (deleted)");
    proc.process(12, "bash", "/");
    proc.open(12, 3, "/home/me" + dev + "/nvidia0");
    proc.open(12, 4, dev + "/dri/by-path");
    proc.open(12, 5, "socket:[1234]");

    ProcessTable found = value(table.processes(Set.of()));

    assertEquals(
        List.of(
            new DeviceHolder(dev + "/dri/card0", 10),
            new DeviceHolder(dev + "/dri/renderD128", 10),
            new DeviceHolder(dev + "/nvidia0", 10),
            new DeviceHolder(dev + "/nvidia-uvm", 11),
            new DeviceHolder(dev + "/nvidia1", 11),
            new DeviceHolder(dev + "/nvidiactl", 11)),
        found.deviceHolders());
    assertEquals(Set.of(10, 11), found.processes().keySet());
  }

  @Test
  void namesTheProcessesThatWereAskedFor() {
    proc.process(10, "weston", "/user.slice/user-1000.slice/session-2.scope");
    ProcessTable found = value(table.processes(Set.of(10, 99)));
    assertEquals("weston", found.find(10).map(ProcessInfo::command).orElseThrow());
    assertTrue(found.find(99).isEmpty());
  }

  @Test
  void namesOneProcessWithoutLookingAtWhatAnyHasOpen() throws IOException {
    proc.process(10, "weston", "/user.slice/user-1000.slice/session-2.scope");
    proc.process(11, "closed", "/");
    Files.delete(proc.root().resolve("11/fd"));
    proc.file("11/fd", "not a directory: a scan would fail here");
    assertEquals(
        Optional.of("2"), value(table.process(10)).flatMap(ProcessInfo::session));
    assertEquals(Optional.empty(), value(table.process(99)));
  }

  @Test
  void looksAtOneProcessAlone() throws IOException {
    proc.process(10, "weston", "/user.slice/user-1000.slice/session-2.scope");
    proc.process(11, "unreadable", "/");
    Files.delete(proc.root().resolve("11/stat"));
    proc.directory("11/stat");
    assertEquals(
        Optional.of("session-2.scope"), value(table.process(10)).flatMap(ProcessInfo::unit));
    assertEquals(Optional.empty(), value(table.process(99)));
    assertTrue(why(table.process(11)).startsWith("cannot read process 11: "));
  }

  @Test
  void findsTheEldestProcessOfAPersonsSession() {
    proc.process(12, "shell", "/user.slice/user-1000.slice/session-2.scope");
    proc.process(11, "weston", "/user.slice/user-1000.slice/session-2.scope");
    proc.process(10, "shell", "/user.slice/user-1000.slice/session-3.scope");
    assertEquals(
        Optional.of(11), value(table.eldest("2", 1000)).map(ProcessInfo::pid));
    assertEquals(Optional.empty(), value(table.eldest("2", 1001)));
    assertEquals(Optional.empty(), value(table.eldest("4", 1000)));
  }

  @Test
  void aProcessThatCannotBeLookedAtIsNamed() throws IOException {
    proc.process(10, "weston", "/");
    proc.process(11, "vllm", "/ai.slice/vllm.service");
    proc.open(11, 3, directory.resolve("dev").toString() + "/nvidia0");
    Files.delete(proc.root().resolve("10/fd"));
    proc.file("10/fd", "not a directory: as good a reason as a missing right");
    ProcessTable found = value(table.processes(Set.of()));
    assertEquals(Set.of(10), found.unread().keySet());
    assertTrue(found.unread().getOrDefault(10, "").startsWith("what it has open cannot be seen: "));
    assertEquals("weston", found.find(10).orElseThrow().command());
    assertEquals(List.of(11), found.deviceHolders().stream().map(DeviceHolder::pid).toList());
  }

  @Test
  void aProcessWithoutOpenFilesIsNone() throws IOException {
    proc.process(10, "gone", "/");
    Files.delete(proc.root().resolve("10/fd"));
    assertEquals(List.of(), value(table.processes(Set.of())).deviceHolders());
  }

  @Test
  void findsWhatTerminalsListenTo() {
    int pts3 = 136 << 8 | 3;
    proc.file("uptime", "100.00 50.00\n");
    proc.process(10, "bash", "/user.slice/user-1000.slice/session-2.scope", pts3, 11);
    proc.process(11, "make", "/user.slice/user-1000.slice/session-2.scope", pts3, 11);
    proc.process(12, "cron", "/system.slice/cron.service");
    TerminalJob job = value(table.terminalJobs()).getFirst();
    assertEquals(1, value(table.terminalJobs()).size());
    assertEquals("make", job.process().command());
    assertEquals(Optional.of("2"), job.process().session());
    assertEquals("pts/3", job.terminal());
    assertEquals(Duration.ofMillis(98_900), job.age());
  }

  @Test
  void moreTerminalsThanCanBeNamedAreAFailureThatNamesAUser() throws IOException {
    int pts3 = 136 << 8 | 3;
    proc.process(10, "make", "/", pts3, 10);
    proc.process(11, "make", "/", pts3, 11);
    proc.ofUser(11, 1001);
    ProcessReader reader = new ProcessReader(proc.root());
    assertEquals(2, new TerminalScan(reader, 2).run(Duration.ofSeconds(100)).size());
    IOException tooMany =
        assertThrows(
            IOException.class, () -> new TerminalScan(reader, 1).run(Duration.ofSeconds(100)));
    assertEquals(
        "there are more than 1, of user 1001 for example (end some of them)",
        tooMany.getMessage());
  }

  @Test
  void whatStartsWhileItIsLookedForHasNoAge() {
    proc.file("uptime", "1.00 0.50\n");
    proc.process(500, "make", "/", 136 << 8, 500);
    assertEquals(Duration.ZERO, value(table.terminalJobs()).getFirst().age());
  }

  @Test
  void withoutProcNothingIsKnown() {
    ProcfsProcTable none =
        new ProcfsProcTable(directory.resolve("nowhere"), directory, directory);
    assertFalse(none.processes(Set.of()).isAvailable());
    assertFalse(none.terminalJobs().isAvailable());
    assertFalse(none.memory().isAvailable());
    assertFalse(none.load().isAvailable());
    assertFalse(none.bootId().isAvailable());
    assertFalse(none.path("/").isAvailable());
  }

  @Test
  void withoutPsiOnlyThePressureIsUnknown() {
    proc.file("meminfo", "MemTotal: 2 kB\nMemAvailable: 1 kB\n");
    proc.file("loadavg", "0.50 1.25 2.00 3/456 789\n");
    proc.file("stat", "cpu0 1 2\n");
    assertFalse(value(table.memory()).someStallAvg10().isAvailable());
    assertFalse(value(table.load()).someStallAvg60().isAvailable());
    proc.file("pressure/memory", "some avg10=2.00 avg60=1.00 avg300=0.00 total=0\n");
    proc.file("pressure/cpu", "some avg10=2.00 avg60=1.00 avg300=0.00 total=0\n");
    assertEquals(Reading.of(2.0), value(table.memory()).someStallAvg10());
    assertEquals(Reading.of(1.0), value(table.load()).someStallAvg60());
  }

  @Test
  void looksAtPathsAsPid1Does() throws IOException {
    Path root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("srv/models/llama"));
    Files.createSymbolicLink(root.resolve("models"), Path.of("srv/models"));
    proc.link("1/root", root);
    proc.file(
        "1/mountinfo",
        "21 1 8:2 / / rw - ext4 /dev/sda2 rw\n22 21 8:3 / /srv/models ro - ext4 /dev/sda3 rw\n");

    PathState state = value(table.path("/models/llama"));
    assertTrue(state.exists());
    assertEquals("/srv/models", state.mountPoint());
    assertTrue(state.readOnly());
    assertTrue(state.freeBytes() > 0);
    assertFalse(value(table.path("/srv")).readOnly());
    assertEquals("/", value(table.path("/")).mountPoint());
    assertFalse(value(table.path("/srv/nothing")).exists());
    assertFalse(table.path("srv").isAvailable());
  }

  @Test
  void readsTheRealSystem() {
    ProcfsProcTable real =
        new ProcfsProcTable(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));
    assertTrue(value(real.memory()).totalBytes() >= value(real.memory()).availableBytes());
    assertTrue(value(real.load()).cpus() >= 1);
    assertEquals(value(real.bootId()), value(real.bootId()));
  }
}
