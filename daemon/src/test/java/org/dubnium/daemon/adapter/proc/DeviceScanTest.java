package org.dubnium.daemon.adapter.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.dubnium.daemon.domain.observation.DeviceHolder;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.procfs.ProcTree;
import org.dubnium.daemon.procfs.ProcessReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found where somebody keeps too much open, with bounds that a test can reach. */
class DeviceScanTest {

  private static final ScanBudget.Limits SMALL =
      new ScanBudget.Limits(0, 128, 80, 8, Duration.ofSeconds(1));

  @TempDir Path directory = Path.of("unset");
  private ProcTree proc = new ProcTree(directory);
  private String dev = "unset";

  @BeforeEach
  void setUp() {
    proc = new ProcTree(directory.resolve("proc"));
    proc.directory("");
    dev = directory.resolve("dev").toString();
  }

  @Test
  void oneProcessWithTooManyFilesIsNamedAndTheOthersAreRead() throws IOException {
    process(10, 1001, 100);
    process(11, 1001, 3);
    proc.open(11, 3, dev + "/nvidia0");
    process(12, 1002, 3);
    proc.open(12, 3, dev + "/nvidia0");
    ProcessTable found = scan(SMALL);
    assertEquals(Map.of(10, "it has 80 files open or more"), found.unread());
    assertEquals(1001, found.find(10).orElseThrow().uid());
    assertEquals(List.of(11, 12), found.deviceHolders().stream().map(DeviceHolder::pid).toList());
    assertEquals(List.of(), found.omissions());
  }

  @Test
  void aUsersProcessesTogetherAreBoundedAndThoseOfOthersAreNot() throws IOException {
    for (int pid = 10; pid < 16; pid++) {
      process(pid, 1001, 40);
    }
    process(20, 1002, 40);
    proc.open(20, 50, dev + "/nvidia0");
    ProcessTable found = scan(SMALL);
    assertEquals(Set.of(12, 13, 14, 15), found.unread().keySet());
    assertEquals("user 1001 has too many files open, or processes", found.unread().get(15));
    assertEquals(List.of(20), found.deviceHolders().stream().map(DeviceHolder::pid).toList());
  }

  @Test
  void manySmallProcessesAreBoundedLikewise() throws IOException {
    for (int pid = 10; pid < 30; pid++) {
      process(pid, 1001, 0);
    }
    assertEquals(Set.of(26, 27, 28, 29), scan(SMALL).unread().keySet());
  }

  @Test
  void nobodyIsChargedOnAnOrdinaryHost() throws IOException {
    for (int pid = 10; pid < 16; pid++) {
      process(pid, 1001, 40);
    }
    ScanBudget.Limits roomy = new ScanBudget.Limits(1000, 1, 80, 8, Duration.ofSeconds(1));
    assertEquals(Map.of(), scan(roomy).unread());
  }

  /** root, a system user, a user that systemd made up for a service; their own slice for root's. */
  @ParameterizedTest
  @ValueSource(longs = {0, 970, 61_184, 65_519})
  void whatTheAdministratorRunsIsBoundByTimeAlone(long uid) throws IOException {
    for (int pid = 10; pid < 16; pid++) {
      proc.process(pid, "server", "/system.slice/server.service");
      proc.ofUser(pid, uid);
      files(pid, 100);
    }
    assertEquals(Map.of(), scan(SMALL).unread());
  }

  @Test
  void nobodyEscapesByAnotherUserIdInTheirOwnSlice() throws IOException {
    for (int pid = 10; pid < 16; pid++) {
      process(pid, 1001, 40);
      proc.ofUser(pid, pid % 2 == 0 ? 0 : 100_000 + pid);
    }
    assertEquals(Set.of(12, 13, 14, 15), scan(SMALL).unread().keySet());
  }

  @Test
  void outsideOfASliceTheRealUserIsCharged() throws IOException {
    for (int pid = 10; pid < 16; pid++) {
      proc.process(pid, "job", "/system.slice/cron.service");
      proc.ofUser(pid, 1001);
      files(pid, 40);
    }
    assertEquals(Set.of(12, 13, 14, 15), scan(SMALL).unread().keySet());
  }

  @Test
  void whatIsFoundBeforeTheCutOffIsKept() throws IOException {
    process(10, 1001, 0);
    for (int fd = 0; fd < 100; fd++) {
      proc.open(10, fd, dev + "/nvidia0");
    }
    ProcessTable found = scan(SMALL);
    assertEquals(List.of(new DeviceHolder(dev + "/nvidia0", 10)), found.deviceHolders());
    assertEquals(Set.of(10), found.unread().keySet());
  }

  @Test
  void whenTimeIsUpTheRestIsToldAndWhoTookIt() throws IOException {
    process(10, 1001, 40);
    process(11, 1002, 8);
    process(12, 1002, 8);
    long[] now = {0};
    // Each look at the clock takes a while: enough for the first process and not for the others.
    ProcessTable found = scan(SMALL, () -> now[0] += Duration.ofMillis(120).toNanos());
    assertEquals(Optional.empty(), found.find(12));
    assertEquals(1, found.omissions().size());
    String told = found.omissions().getFirst();
    assertTrue(told.startsWith("cannot look at "), told);
    assertTrue(told.contains("of 3 processes: looking at all processes takes longer than 1000 ms"), told);
    assertTrue(told.endsWith("most of it at those of user 1001 (end them)"), told);
  }

  @Test
  void oneUsersHoldersAreNamedUpToABoundAndTheRestIsTold() throws IOException {
    int many = DeviceScan.NAMED_OF_USER + 2;
    for (int pid = 10; pid < 10 + many; pid++) {
      process(pid, 1001, 0);
      proc.open(pid, 3, dev + "/nvidia0");
    }
    process(5000, 1002, 0);
    proc.open(5000, 3, dev + "/nvidia0");
    ProcessTable found = scan(ScanBudget.Limits.SHIPPED);
    assertEquals(DeviceScan.NAMED_OF_USER + 1, found.deviceHolders().size());
    assertEquals(5000, found.deviceHolders().getLast().pid());
    assertEquals(
        List.of(
            "cannot name all processes of user 1001 that hold a GPU or may: there are "
                + many
                + " (end them)"),
        found.omissions());
  }

  @Test
  void allUsersHoldersTogetherAreNamedUpToABound() throws IOException {
    int each = DeviceScan.NAMED / 3 + 1;
    for (int pid = 10; pid < 10 + 3 * each; pid++) {
      process(pid, 1001 + pid % 3, 0);
      proc.open(pid, 3, dev + "/nvidia0");
    }
    ProcessTable found = scan(ScanBudget.Limits.SHIPPED);
    assertEquals(DeviceScan.NAMED, found.deviceHolders().size());
    assertEquals(
        List.of(
            "cannot name all processes that hold a GPU or may: there are "
                + 3 * each
                + " (end some of them)"),
        found.omissions());
  }

  /** In a mount namespace of his own anybody may have a /dev with names of his choice. */
  @Test
  void deviceFilesThatSomebodyMadeUpAreBounded() throws IOException {
    process(10, 1001, 0);
    for (int fd = 0; fd < 2 * DeviceScan.DEVICES_OF_PROCESS; fd++) {
      proc.open(10, fd, dev + "/nvidia-made-up-" + fd);
    }
    proc.open(10, 999, dev + "/nvidia" + "x".repeat(200));
    ProcessTable found = scan(ScanBudget.Limits.SHIPPED);
    assertEquals(DeviceScan.DEVICES_OF_PROCESS + 1, found.deviceHolders().size());
    assertEquals(Map.of(10, "it has more than 32 device files open"), found.unread());
  }

  @Test
  void theProcessesThatWereAskedForAreNamedInAnyCase() throws IOException {
    process(10, 1001, 0);
    assertEquals(
        Set.of(10), run(SMALL, () -> 0, Set.of(10, 11)).processes().keySet());
  }

  private void process(int pid, long uid, int files) throws IOException {
    proc.process(pid, "flood", "/user.slice/user-%d.slice/session-%d.scope".formatted(uid, pid));
    proc.ofUser(pid, uid);
    files(pid, files);
  }

  private void files(int pid, int count) throws IOException {
    for (int fd = 0; fd < count; fd++) {
      Files.createSymbolicLink(
          proc.root().resolve(pid + "/fd/" + (1000 + fd)), directory.resolve("plain"));
    }
  }

  private ProcessTable scan(ScanBudget.Limits limits) throws IOException {
    return scan(limits, () -> 0);
  }

  private ProcessTable scan(ScanBudget.Limits limits, LongSupplier nanos) throws IOException {
    return run(limits, nanos, Set.of());
  }

  private ProcessTable run(ScanBudget.Limits limits, LongSupplier nanos, Set<Integer> pids)
      throws IOException {
    ProcessReader reader = new ProcessReader(proc.root());
    GpuDeviceFiles devices = new GpuDeviceFiles(directory.resolve("sys"), Path.of(dev));
    return new DeviceScan(reader, devices, new ScanBudget(reader, limits, nanos)).run(pids);
  }
}
