package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlurmWordsTest {

  @ParameterizedTest
  @CsvSource({
    "IDLE, IDLE",
    "idle, IDLE",
    "IDLE+DYNAMIC_NORM, IDLE",
    "IDLE+CLOUD, IDLE",
    "IDLE+REBOOT_REQUESTED, IDLE",
    "IDLE+CLOUD+POWERED_DOWN, POWERED_DOWN",
    "IDLE+POWER, POWERED_DOWN",
    "IDLE+CLOUD+POWERING_DOWN, POWERING",
    "IDLE+POWER_DOWN, POWERING",
    "ALLOCATED+CLOUD+NOT_RESPONDING+POWERING_UP, POWERING",
    "IDLE+PLANNED, PLANNED",
    "MIXED+PLANNED, PLANNED",
    "ALLOCATED+PLANNED, ALLOC",
    "IDLE+RESERVED, RESERVED",
    "IDLE+MAINTENANCE, MAINT",
    "IDLE+MAINTENANCE+RESERVED, MAINT",
    "IDLE+MAINTENANCE+DRAIN, DRAIN",
    "IDLE+BLOCKED, BLOCKED",
    "DOWN+REBOOT_ISSUED, REBOOT",
    "IDLE+EXTERNAL, DOWN",
    "IDLE+SOMETHING_NEW, UNKNOWN",
    "MIXED+DYNAMIC_NORM, MIX",
    "mixed, MIX",
    "ALLOCATED, ALLOC",
    "IDLE+COMPLETING, ALLOC",
    "MIXED+COMPLETING, MIX",
    "DOWN, DOWN",
    "IDLE+NOT_RESPONDING, DOWN",
    "ALLOCATED+INVALID_REG, DOWN",
    "ERROR, DOWN",
    "UNKNOWN, DOWN",
    "FUTURE, DOWN",
    "SOMETHING_NEW, DOWN",
    "MIXED+DRAIN+DYNAMIC_NORM, DRAIN",
    "IDLE+DRAIN, DRAIN",
    "DOWN+DRAIN, DRAIN",
    "drained, DRAIN",
    "draining, DRAIN",
    "IDLE+FAIL, DRAIN"
  })
  void nodeStatus(String words, NodeStatus expected) {
    assertEquals(expected, NodeStatus.of(Arrays.asList(words.split("\\+"))));
    assertEquals(expected.name().toLowerCase(java.util.Locale.ROOT), expected.text());
  }

  /** What a line has behind the state; versions before 21.08 have nothing else. */
  @ParameterizedTest
  @CsvSource({
    "IDLE*, DOWN",
    "IDLE~, POWERED_DOWN",
    "IDLE#, POWERING",
    "IDLE!, POWERING",
    "IDLE%, POWERING",
    "IDLE$, MAINT",
    "IDLE@, IDLE",
    "IDLE^, REBOOT",
    "MIXED-, PLANNED",
    "IDLE+DRAIN*, DRAIN",
  })
  void signsBehindAState(String state, NodeStatus expected) throws Exception {
    String line = "NodeName=n CPUAlloc=0 CPUTot=4 RealMemory=9 AllocMem=0 State=" + state;
    SlurmNode node =
        new TextFormat().nodes(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8))).getFirst();
    assertEquals(expected, node.state());
    assertEquals(expected == NodeStatus.IDLE ? 4 : 0, node.cpusIdle());
  }

  @ParameterizedTest
  @CsvSource({
    "IDLE, idle",
    "MIX, mix",
    "PLANNED, alloc",
    "RESERVED, drain",
    "MAINT, drain",
    "POWERED_DOWN, down",
    "REBOOT, down",
    "UNKNOWN, down"
  })
  void nearestWordOfTheBackend(NodeStatus status, String word) {
    assertEquals(word, status.backendText());
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, PENDING, PENDING",
    "RUNNING, RUNNING, RUNNING",
    "RUNNING+CONFIGURING, CONFIGURING, RUNNING",
    "COMPLETED+COMPLETING, COMPLETING, RUNNING",
    "COMPLETING, COMPLETING, RUNNING",
    "SUSPENDED, SUSPENDED, RUNNING",
    "STAGE_OUT, RUNNING, RUNNING",
    "PENDING+REQUEUE_HOLD, PENDING, PENDING",
    "REQUEUED, PENDING, PENDING",
    "COMPLETED, COMPLETED, COMPLETED",
    "FAILED, FAILED, FAILED",
    "TIMEOUT, TIMEOUT, FAILED",
    "NODE_FAIL, NODE_FAIL, FAILED",
    "OUT_OF_MEMORY, OUT_OF_MEMORY, FAILED",
    "BOOT_FAIL, BOOT_FAIL, FAILED",
    "DEADLINE, DEADLINE, FAILED",
    "CANCELLED, CANCELLED, CANCELLED",
    "PREEMPTED, PREEMPTED, CANCELLED",
    "SOMETHING_NEW, UNKNOWN, UNKNOWN"
  })
  void jobState(String words, JobState expected, JobState.Stage stage) {
    assertEquals(expected, JobState.of(Arrays.asList(words.split("\\+"))));
    assertEquals(stage, expected.stage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 0",
        "cpu=1,mem=24105M,node=1,billing=1; 0",
        "cpu=1,gres/gpu=4; 4",
        "gres/gpu=4,cpu=1; 4",
        "cpu=1,gres/gpu=4,gres/gpu:h100=4; 4",
        "cpu=1,gres/gpu:h100=2,gres/gpu:a100=1; 3",
        "cpu=1,gres/gpumem=4000; 0",
        "cpu=1,gres/shard=3; 0"
      })
  void gpusOfResources(String tres, int expected) {
    assertEquals(expected, Tres.gpus(tres));
  }

  @ParameterizedTest
  @CsvSource({
    "N/A, 0",
    "gpu, 1",
    "gpu:2, 2",
    "gres/gpu:2, 2",
    "gres:gpu:2, 2",
    "gres/gpu, 1",
    "gpu:h100:3, 3",
    "gres/gpu:h100:3, 3",
    "gres:gpu:h100:3, 3",
    "shard:4, 0"
  })
  void gpusANode(String asked, int expected) {
    assertEquals(expected, Tres.gpusPerNode(asked));
  }

  @ParameterizedTest
  @CsvSource({
    "30:00, PT30M",
    "1:30:00, PT1H30M",
    "2-00:00:00, PT48H",
    "365-00:00:30, PT8760H30S",
    "0:10, PT10S",
    "UNLIMITED,",
    "NOT_SET,",
    "INVALID,"
  })
  void limit(String text, Duration expected) {
    assertEquals(Optional.ofNullable(expected), SlurmTimes.limit(text));
  }

  @ParameterizedTest
  @CsvSource({"1795247090, 2026-11-21T07:44:50Z", "N/A,", "'',"})
  void instant(String text, Instant expected) {
    assertEquals(Optional.ofNullable(expected), SlurmTimes.instant(text));
  }

  @ParameterizedTest
  @CsvSource({
    "slurm 24.11.5, 24.11.5, JSON_24_11",
    "slurm 25.05.0-0rc1, 25.05.0-0rc1, JSON_24_11",
    "slurm 23.02.7, 23.02.7, JSON_24_11",
    "slurm-wlm 22.05.8, 22.05.8, JSON_22_05",
    "slurm-wlm 21.08.5, 21.08.5, JSON_22_05",
    "slurm-wlm 20.11.4, 20.11.4, LINES"
  })
  void version(String printed, String text, SlurmVersion.Form form) throws Exception {
    SlurmVersion version = SlurmVersion.parse(printed + "\n");
    assertEquals(text, version.text());
    assertEquals(form, version.form());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "slurm", "slurm x.y", "bash: sinfo: not found", "slurm 123456.1"})
  void noVersion(String printed) {
    assertThrows(SlurmException.class, () -> SlurmVersion.parse(printed));
  }
}
