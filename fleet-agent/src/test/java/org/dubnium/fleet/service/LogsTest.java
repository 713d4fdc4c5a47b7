package org.dubnium.fleet.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.logs.FakePodLogs;
import org.dubnium.fleet.logs.FakeReader;
import org.dubnium.fleet.logs.JournalReader;
import org.dubnium.fleet.logs.LogEntry;
import org.dubnium.fleet.logs.LogInfo;
import org.dubnium.fleet.slurm.JobState;
import org.dubnium.fleet.slurm.SlurmJob;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmStatus;
import org.dubnium.fleet.slurm.SlurmVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final LogClient ROOT = LogClient.user(0);

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private SlurmReading slurm = new SlurmReading.Absent("cannot find sinfo");
  private FakeReader machine;
  private FakeReader output;
  private final FakePodLogs pods = new FakePodLogs();
  private Logs logs;

  @BeforeEach
  void begin() throws IOException {
    machine = FakeReader.machine(directory.resolve("fleet-logs.sock"), 3);
    output =
        new FakeReader(
            directory.resolve("fleet-job-output.sock"),
            (words, out) -> FakeReader.say(out, "ok 4\nout\n"));
    JournalReader journal = machine.journal(MINUTE);
    logs =
        new Logs(
            journal, output.jobs(journal, MINUTE), pods, () -> slurm, () -> List.of("worker-0"), threads);
  }

  @AfterEach
  void end() throws IOException {
    machine.close();
    output.close();
    threads.shutdownNow();
  }

  private static SlurmJob job(String id, String user, JobState state) {
    return new SlurmJob(
        id, "train", user, "gpu", state, "gpu-1", 1, 1, Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty(), "");
  }

  @Test
  void jobsThatWereSubmittedHereAndPodsAreListedBehindTheMachinesLogs() throws Exception {
    assertEquals(
        List.of("kernel", "vllm", "pod-worker-0"),
        logs.list().stream().map(LogInfo::name).toList());
    slurm =
        new SlurmReading.Known(
            Instant.EPOCH,
            new SlurmVersion(24, 11, "24.11.5"),
            SlurmStatus.of(List.of(), List.of()),
            List.of(
                job("17", "fleet-jobs", JobState.RUNNING),
                job("18", "bob", JobState.RUNNING),
                job("19", "fleet-jobs", JobState.PENDING),
                job("20_[4-9]", "fleet-jobs", JobState.RUNNING),
                job("21_3", "fleet-jobs", JobState.COMPLETED)));
    assertEquals(
        List.of("kernel", "vllm", "job-17", "job-21_3", "pod-worker-0"),
        logs.list().stream().map(LogInfo::name).toList());
    assertEquals("Job 17: train", logs.list().get(2).title());
  }

  private static Kind kind(Executable asking) {
    return assertThrows(OperationException.class, asking).kind();
  }

  @Test
  void aNameThatCannotBeOneReachesNoReader() {
    for (String name :
        List.of("", "..", "../vllm", "vllm.service", "VLLM", "a b", "-f", "job-", "job-x", "job-1;2", "job-1 2",
            "job-12345678901", "x".repeat(64), "vllm\n", "job-1\0")) {
      assertEquals(
          Kind.NOT_FOUND, kind(() -> logs.read(ROOT, name, 1, Optional.empty())), "'" + name + "'");
      assertEquals(Kind.NOT_FOUND, kind(() -> logs.follow(ROOT, name, "1")), "'" + name + "'");
    }
    assertEquals(Kind.INVALID, kind(() -> logs.follow(ROOT, "vllm", "--file=/etc/shadow")));
    assertEquals(List.of(), machine.requests);
    assertEquals(List.of(), output.requests);
    assertEquals(List.of(), pods.requests);
  }

  @Test
  void eachSortIsReadByItsReader() throws Exception {
    assertEquals(3, logs.read(ROOT, "vllm", 10, Optional.empty()).entries().size());
    assertEquals(1, logs.read(ROOT, "job-17_2", 10, Optional.empty()).entries().size());
    assertEquals(List.of("read job=17_2 lines=11"), output.requests);
    assertEquals(1, logs.read(ROOT, "pod-gpu-worker-12", 10, Optional.empty()).entries().size());
    logs.follow(ROOT, "pod-worker-0", "17").close();
    assertEquals(List.of("read gpu-worker-12", "follow worker-0 17"), pods.requests);
  }

  @Test
  void noMoreLinesAreReadThanOneMay() throws Exception {
    logs.read(ROOT, "vllm", Integer.MAX_VALUE, Optional.empty());
    assertTrue(machine.requests.getFirst().endsWith("lines=10001"), machine.requests.toString());
  }

  @Test
  void aClientFollowsSoManyAndAllOfThemSoMany() throws Exception {
    List<LogFollower> open = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      LogClient one = LogClient.trusted("client " + client);
      for (int i = 0; i < 8; i++) {
        logs.requireRoom(one);
        open.add(logs.follow(one, "vllm", "1"));
      }
      if (client < 3) {
        assertEquals(Kind.TOO_MANY, kind(() -> logs.follow(one, "vllm", "1")));
        assertEquals(Kind.TOO_MANY, kind(() -> logs.requireRoom(one)));
      }
    }
    LogClient late = LogClient.trusted("late");
    assertEquals(Kind.UNAVAILABLE, kind(() -> logs.follow(late, "vllm", "1")));
    open.getFirst().close();
    logs.follow(late, "vllm", "1").close();
    for (LogFollower follower : open.subList(1, open.size())) {
      follower.close();
    }
  }

  @Test
  void oneThatCannotBeFollowedTakesNoRoom() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals(Kind.NOT_FOUND, kind(() -> logs.follow(ROOT, "none", "1")));
      assertEquals(Kind.FORBIDDEN, kind(() -> logs.follow(LogClient.user(1000), "vllm", "1")));
    }
    logs.follow(ROOT, "vllm", "1").close();
  }

  @Test
  void linesThatComeAreHandedOn() throws Exception {
    try (LogFollower follower = logs.follow(ROOT, "vllm", FakeReader.CURSOR + "3")) {
      List<LogEntry> entries = new ArrayList<>();
      LogBatch batch;
      do {
        batch = follower.next(MINUTE);
        entries.addAll(batch.entries());
      } while (batch.end().isEmpty());
      assertEquals(
          List.of("line 4", "line 5", "line 6"), entries.stream().map(LogEntry::message).toList());
      assertFalse(batch.end().get().isEmpty());
    }
  }
}
