package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlurmFormatTest {

  private static final Instant SUBMITTED = Instant.ofEpochSecond(1795247090);

  @ParameterizedTest
  @CsvSource({
    "24.11/scontrol-show-node.json, MIX, 1, ''",
    "24.11/scontrol-show-node-drain.json, DRAIN, 0, dubnium: leaving compute"
  })
  void nodesOf2411(String file, NodeStatus state, int idle, String reason) throws Exception {
    assertEquals(
        List.of(new SlurmNode("vm", state, 1, idle, 2, 24105, 24105, 0, reason, false)),
        new Json2411Format().nodes(SlurmOutput.stream(file)));
  }

  @Test
  void jobsOf2411() throws Exception {
    List<SlurmJob> jobs = new Json2411Format().jobs(SlurmOutput.stream("24.11/squeue.json"));
    assertEquals(3, jobs.size());
    assertEquals(
        new SlurmJob(
            "2",
            "train",
            "root",
            "all",
            JobState.RUNNING,
            "vm",
            0,
            1,
            Optional.of(SUBMITTED),
            Optional.of(Instant.ofEpochSecond(1795247092)),
            Optional.of(Instant.ofEpochSecond(1826783092)),
            Optional.empty(),
            ""),
        jobs.getFirst());
    assertEquals(List.of("2", "3", "4"), jobs.stream().map(SlurmJob::id).toList());
    assertEquals(
        List.of("", "Resources", "Priority"), jobs.stream().map(SlurmJob::reason).toList());
    assertEquals(new SlurmStatus.Queue(2, 1, 0, 0, 0), SlurmStatus.Queue.of(jobs));
  }

  @Test
  void statusOf2411() throws Exception {
    Json2411Format format = new Json2411Format();
    SlurmStatus status =
        SlurmStatus.of(
            format.nodes(SlurmOutput.stream("24.11/scontrol-show-node.json")),
            format.jobs(SlurmOutput.stream("24.11/squeue.json")));
    assertEquals(new SlurmStatus.Totals(2, 1, 1, 1, 0, 1), status.totals());
    assertEquals(
        Map.of(
            Metric.SLURM_CPUS_TOTAL, 2.0,
            Metric.SLURM_CPUS_ALLOC, 1.0,
            Metric.SLURM_NODES_TOTAL, 1.0,
            Metric.SLURM_NODES_IDLE, 0.0,
            Metric.SLURM_NODES_ALLOC, 1.0,
            Metric.SLURM_QUEUE_PENDING, 2.0,
            Metric.SLURM_QUEUE_RUNNING, 1.0),
        status.metrics());
  }

  @Test
  void nodesOf2205() throws Exception {
    List<SlurmNode> nodes = new Json2205Format().nodes(SlurmOutput.stream("22.05/sinfo.json"));
    assertEquals(
        List.of(
            new SlurmNode("node01", NodeStatus.MIX, 8, 24, 32, 65536, 257000, 4, "", false),
            new SlurmNode("node02", NodeStatus.DRAIN, 0, 0, 32, 0, 257000, 4, "", false),
            new SlurmNode("node03", NodeStatus.DOWN, 0, 0, 32, 0, 257000, 4, "", false),
            new SlurmNode("node04", NodeStatus.ALLOC, 32, 0, 32, 131072, 257000, 4, "", false),
            new SlurmNode("node05", NodeStatus.IDLE, 0, 32, 32, 0, 257000, 4, "", false)),
        nodes);
    assertEquals(
        new SlurmStatus.Totals(160, 40, 56, 5, 1, 2), SlurmStatus.Totals.of(nodes));
  }

  @Test
  void jobsOf2205() throws Exception {
    List<SlurmJob> jobs = new Json2205Format().jobs(SlurmOutput.stream("22.05/squeue.json"));
    assertEquals(
        new SlurmJob(
            "101",
            "train",
            "ada",
            "gpu",
            JobState.RUNNING,
            "node[01,04]",
            4,
            8,
            Optional.of(Instant.ofEpochSecond(1795239000)),
            Optional.of(Instant.ofEpochSecond(1795239060)),
            Optional.empty(),
            Optional.of(Duration.ofDays(2)),
            ""),
        jobs.getFirst());
    assertEquals(
        new SlurmJob(
            "102_[3-9%2]",
            "sweep",
            "ada",
            "gpu",
            JobState.PENDING,
            "",
            1,
            8,
            Optional.of(Instant.ofEpochSecond(1795239000)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "Resources"),
        jobs.get(1));
    assertEquals("102_2", jobs.get(2).id());
    assertEquals(new SlurmStatus.Queue(1, 2, 1, 1, 1), SlurmStatus.Queue.of(jobs));
  }

  @Test
  void nodesInLines() throws Exception {
    assertEquals(
        List.of(
            new SlurmNode("vm", NodeStatus.MIX, 1, 1, 2, 24105, 24105, 0, "", false),
            new SlurmNode("vm", NodeStatus.DRAIN, 1, 0, 2, 24105, 24105, 0, "dubnium: leaving compute", false)),
        new TextFormat().nodes(SlurmOutput.stream("lines/scontrol.txt")));
    assertEquals(
        NodeStatus.DOWN,
        new TextFormat()
            .nodes(utf8("NodeName=n CPUAlloc=0 CPUTot=4 RealMemory=9 AllocMem=0 State=IDLE* X=1"))
            .getFirst()
            .state());
  }

  @Test
  void jobsInLines() throws Exception {
    List<SlurmJob> jobs = new TextFormat().jobs(SlurmOutput.stream("lines/squeue.txt"));
    assertEquals(
        new SlurmJob(
            "41_[7-9%2]",
            "sweep",
            "ada",
            "gpu",
            JobState.PENDING,
            "",
            8,
            16,
            Optional.of(Instant.ofEpochSecond(1795247000)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofDays(2)),
            "Dependency"),
        jobs.getFirst());
    assertEquals(
        List.of("sweep", "train | big", "two lines", "wrong"),
        jobs.stream().map(SlurmJob::name).toList());
    assertEquals(List.of(8, 4, 0, 1), jobs.stream().map(SlurmJob::gpus).toList());
    assertEquals(
        List.of("Dependency", "", "", ""), jobs.stream().map(SlurmJob::reason).toList());
    assertEquals(new SlurmStatus.Queue(1, 2, 0, 0, 1), SlurmStatus.Queue.of(jobs));
  }

  /** What of these a cluster tells depends on its version and on what it accounts for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"gres_detail\": [\"gpu:1(IDX:0)\"], \"tres_per_job\": \"gres/gpu:1\", \"tres_alloc_str\": \"cpu=1,node=1\" | 1",
        "\"gres_detail\": [\"gpu:h100:2(IDX:0-1)\", \"gpu:h100:1(IDX:3)\"], \"tres_alloc_str\": \"cpu=2\" | 3",
        "\"gres_detail\": [], \"tres_alloc_str\": \"cpu=2,gres/gpu=4\" | 4",
        "\"tres_alloc_str\": \"\", \"tres_req_str\": \"cpu=2,gres/gpu=2\" | 2",
        "\"tres_per_job\": \"gres/gpu:8\", \"tres_req_str\": \"cpu=2\" | 8",
        "\"tres_per_node\": \"gres/gpu:2\", \"node_count\": {\"set\": true, \"infinite\": false, \"number\": 3} | 6",
        "\"tres_req_str\": \"cpu=2\" | 0",
      })
  void gpusOfAJob(String told, int gpus) throws Exception {
    String job =
        "{\"jobs\": [{\"job_id\": 1, \"name\": \"a\", \"job_state\": [\"RUNNING\"], %s}]}".formatted(told);
    assertEquals(gpus, new Json2411Format().jobs(utf8(job)).getFirst().gpus());
  }

  @Test
  void clusterMayBeEmpty() throws Exception {
    String nothing = "{\"nodes\": [], \"jobs\": [], \"errors\": []}";
    for (SlurmFormat format : List.of(new Json2205Format(), new Json2411Format())) {
      assertEquals(List.of(), format.nodes(utf8(nothing)));
      assertEquals(List.of(), format.jobs(utf8(nothing)));
    }
    assertEquals(List.of(), new TextFormat().nodes(utf8("No nodes in the system\n")));
    assertEquals(List.of(), new TextFormat().jobs(utf8("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"nodes\": {}}",
        "{\"nodes\": [{}], \"jobs\": [{}]}",
        "{\"nodes\": [{\"name\": \"a\", \"cpus\": \"two\"}]}",
        "{\"nodes\": [], \"jobs\": [], \"errors\": [{\"error\": \"Unable to contact\"}]}"
      })
  void jsonThatIsNotWhatItShouldBeIsAnError(String text) {
    for (SlurmFormat format : List.of(new Json2205Format(), new Json2411Format())) {
      assertThrows(SlurmException.class, () -> format.nodes(utf8(text)));
      assertThrows(SlurmException.class, () -> format.jobs(utf8(text)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"submit_time\": 9223372036854775807",
        "\"start_time\": {\"set\": true, \"number\": 1e300}",
        "\"end_time\": -1",
        "\"time_limit\": 9223372036854775807",
        "\"time_limit\": {\"set\": true, \"number\": -5}"
      })
  void aTimeThatCannotBeIsAnError(String field) throws Exception {
    String job = "{\"jobs\": [{\"job_id\": 1, \"job_state\": \"RUNNING\"%s}]}";
    assertEquals(1, new Json2411Format().jobs(utf8(job.formatted(""))).size());
    assertThrows(
        SlurmException.class, () -> new Json2411Format().jobs(utf8(job.formatted(", " + field))));
  }

  @Test
  void errorThatSlurmTellsIsToldOn() {
    InputStream refused =
        utf8("{\"nodes\": [], \"errors\": [{\"description\": \"Unable to contact slurmctld\"}]}");
    SlurmException error =
        assertThrows(SlurmException.class, () -> new Json2411Format().nodes(refused));
    assertTrue(String.valueOf(error.getMessage()).contains("Unable to contact slurmctld"));
  }

  static Stream<String> linesThatAreWrong() {
    return Stream.of("7|short", "7|gpu|ada|RUNNING|n|None|1|2|3|gpu|many|name");
  }

  @ParameterizedTest
  @MethodSource("linesThatAreWrong")
  void lineThatIsNotAJobIsAnError(String line) {
    assertThrows(SlurmException.class, () -> new TextFormat().jobs(utf8(line)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NodeName=a", "NodeName=a State=IDLE CPUAlloc=x CPUTot=1"})
  void lineThatIsNotANodeIsAnError(String line) {
    assertThrows(SlurmException.class, () -> new TextFormat().nodes(utf8(line)));
  }

  @Test
  void componentsOfAHeterogeneousJob() throws Exception {
    List<SlurmJob> jobs = new TextFormat().jobs(SlurmOutput.stream("lines/squeue-heterogeneous.txt"));
    assertEquals(List.of("41", "42+0", "42+1"), jobs.stream().map(SlurmJob::id).toList());
    assertEquals(List.of("solo", "mpi", "mpi"), jobs.stream().map(SlurmJob::name).toList());
    String job =
        """
        {"jobs": [{"job_id": 43, "het_job_id": {"set": true, "infinite": false, "number": 42},
          "het_job_offset": {"set": true, "infinite": false, "number": 1}, "job_state": ["RUNNING"]},
          {"job_id": 44, "het_job_id": {"set": true, "number": 0}, "job_state": ["RUNNING"]}]}
        """;
    assertEquals(
        List.of("42+1", "44"), new Json2411Format().jobs(utf8(job)).stream().map(SlurmJob::id).toList());
  }

  /** Some CPUs may be kept for the system. */
  @Test
  void idleAreThoseThatJobsMayHave() throws Exception {
    assertEquals(
        List.of(new SlurmNode("n1", NodeStatus.ALLOC, 126, 0, 128, 900, 1000, 0, "", false)),
        new TextFormat().nodes(SlurmOutput.stream("lines/scontrol-core-spec.txt")));
    String json =
        """
        {"nodes": [{"name": "n1", "state": ["%s"], "alloc_cpus": %d, "cpus": 128,
          "effective_cpus": 126, "alloc_memory": 900, "real_memory": 1000, "gres": ""}]}
        """;
    assertEquals(
        new SlurmNode("n1", NodeStatus.MIX, 100, 26, 128, 900, 1000, 0, "", false),
        new Json2411Format().nodes(utf8(json.formatted("MIXED", 100))).getFirst());
    // 23.02 has no word for it.
    assertEquals(
        new SlurmNode("n1", NodeStatus.MIX, 100, 26, 128, 900, 1000, 0, "", false),
        new Json2411Format().nodes(utf8(json.formatted("ALLOCATED", 100))).getFirst());
    assertEquals(
        NodeStatus.ALLOC,
        new Json2411Format().nodes(utf8(json.formatted("ALLOCATED", 126))).getFirst().state());
    // All of it ends a job still, though nothing is allocated any more.
    assertEquals(
        new SlurmNode("n1", NodeStatus.ALLOC, 0, 0, 128, 900, 1000, 0, "", false),
        new Json2411Format().nodes(utf8(json.formatted("COMPLETING", 0))).getFirst());
  }

  @Test
  void noMoreThanIsWantedIsTakenInOfJson() throws Exception {
    String deep = "[".repeat(90) + "]".repeat(90);
    String job =
        "{\"meta\": {\"a\": [{}]}, \"jobs\": [{\"job_id\": 1, \"x\": %s, \"name\": {\"a\": %s}, \"job_state\": [\"RUNNING\", {}, [1]], \"cpus\": NaN}], \"last\": %s}"
            .formatted(deep, deep, deep);
    SlurmJob read = new Json2411Format().jobs(utf8(job)).getFirst();
    assertEquals("1", read.id());
    assertEquals(JobState.RUNNING, read.state());
    assertEquals(0, read.cpus());
  }

  @Test
  void recordsWithoutEndAreAnError() {
    InputStream endless = new Repeated("41|p|u|RUNNING|n|None|1|1|1:00|N/A|1|1|1|x\n");
    assertThrows(SlurmException.class, () -> new TextFormat().jobs(endless));
    InputStream nodes =
        new Repeated(
            "NodeName=n CPUAlloc=0 CPUTot=4 RealMemory=9 AllocMem=0 State=IDLE\n");
    assertThrows(SlurmException.class, () -> new TextFormat().nodes(nodes));
    InputStream json = new SequenceInputStream(utf8("{\"jobs\": ["), new Repeated("{\"job_id\": 1},"));
    assertThrows(SlurmException.class, () -> new Json2411Format().jobs(json));
  }

  /** The same text for ever. */
  private static final class Repeated extends InputStream {
    private final byte[] text;
    private int at;

    Repeated(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      at = (at + 1) % text.length;
      return text[(at + text.length - 1) % text.length];
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      for (int index = offset; index < offset + length; index++) {
        into[index] = (byte) read();
      }
      return length;
    }
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
