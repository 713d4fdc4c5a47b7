package org.dubnium.daemon.adapter.slurm;

import static org.dubnium.daemon.fake.Readings.value;
import static org.dubnium.daemon.fake.Readings.why;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.HostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

  @TempDir Path directory;

  @Test
  void theJobsAreReadAsTheCompanionTellsThem() throws Exception {
    write(
        """
        {"schema": 1, "node": "ws", "state": "MIXED+DYNAMIC_NORM", "controller": "away", "total": 2,
         "jobs": [{"id": 12, "shown": "7_3", "user": "alice", "partition": "gpus", "state": "R",
           "left": 90, "requeue": true, "batch": false, "name": "train"}]}
        """,
        0);
    assertEquals(
        new ClusterJobs(
            "ws",
            "MIXED+DYNAMIC_NORM",
            false,
            2,
            List.of(
                new ClusterJob(
                    12,
                    "7_3",
                    "alice",
                    "gpus",
                    "R",
                    Optional.of(Duration.ofSeconds(90)),
                    true,
                    false,
                    "train"))),
        value(read()));
    assertEquals(1, value(read()).unlisted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"schema\": 2, \"node\": \"ws\", \"state\": \"\", \"controller\": \"away\", \"total\": 0, \"jobs\": []}",
        "{\"schema\": 1, \"node\": \"ws\", \"state\": \"\", \"controller\": \"maybe\", \"total\": 0, \"jobs\": []}",
        "{\"schema\": 1, \"node\": \"ws\", \"state\": \"\", \"controller\": \"away\", \"total\": 1, \"jobs\": [1]}",
        "{\"schema\": 1",
      })
  void whatIsNoneIsNotTakenForNoJobs(String text) throws Exception {
    write(text, 0);
    assertTrue(why(read()).startsWith("cannot tell which of the cluster's jobs run here: "));
  }

  @ParameterizedTest
  @ValueSource(longs = {46, -46})
  void anOldFileSaysNothing(long age) throws Exception {
    write(
        "{\"schema\": 1, \"node\": \"ws\", \"state\": \"\", \"controller\": \"away\", \"total\": 0, \"jobs\": []}",
        age);
    assertTrue(why(read()).contains(age + " s old"));
  }

  @Test
  void aFileWithoutEndIsNotRead() throws Exception {
    write("x".repeat(NodeFiles.LONGEST + 1), 0);
    assertTrue(why(read()).contains("longer than 1024 KiB"));
  }

  @Test
  void whatIsNoRegularFileIsRefused() throws Exception {
    Files.createDirectory(directory.resolve("jobs.json"));
    assertTrue(why(read()).contains("no regular file"));
  }

  @Test
  void theOrderSaysAllThatTheUnitNeeds() throws Exception {
    files()
        .order(
            new Step.DrainSlurmNode(
                JobPolicy.REQUEUE,
                Duration.ofMinutes(2),
                1000,
                Optional.of(new ModeName("compute")),
                new ModeName("desktop"),
                List.of(7L, 8L)));
    assertEquals(
        List.of(
            "policy requeue", "seconds 120", "uid 1000", "from compute", "to desktop", "job 7", "job 8"),
        Files.readAllLines(directory.resolve("slurm-drain")));
  }

  @Test
  void anOrderThatCannotBeWrittenIsSaid() {
    NodeFiles files =
        new NodeFiles(directory, directory.resolve("gone"), InstantSource.fixed(NOW));
    Step.DrainSlurmNode drain =
        new Step.DrainSlurmNode(
            JobPolicy.WAIT, Duration.ZERO, 0, Optional.empty(), new ModeName("desktop"), List.of());
    HostException refused = assertThrows(HostException.class, () -> files.order(drain));
    assertTrue(refused.getMessage().startsWith("cannot write "));
  }

  private Reading<ClusterJobs> read() {
    return files().jobs();
  }

  private NodeFiles files() {
    return new NodeFiles(directory.resolve("jobs.json"), directory, InstantSource.fixed(NOW));
  }

  private void write(String text, long age) throws IOException {
    Path file = Files.writeString(directory.resolve("jobs.json"), text);
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(age)));
  }
}
