package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlurmActionsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Submission PLAIN = job("#!/bin/sh\necho hello\n");

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private FakeSlurm slurm;
  private SlurmActions actions;

  @BeforeEach
  void begin() throws Exception {
    slurm = new FakeSlurm(directory).of2411();
    actions = new SlurmActions(slurm.settings(MINUTE), threads);
  }

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static Submission job(String script) {
    return new Submission(
        script,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Submission.USUAL_DIRECTORY);
  }

  private static Submission with(String part, String value) {
    return new Submission(
        part.equals("script") ? value : "#!/bin/sh\n",
        Optional.of(value).filter(text -> part.equals("name")),
        Optional.of(value).filter(text -> part.equals("partition")),
        part.equals("gpus") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty(),
        part.equals("time") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty(),
        Optional.of(value).filter(text -> part.equals("dependency")),
        part.equals("directory") ? value : "/tmp");
  }

  private OperationException refused(Submission job) {
    return assertThrows(OperationException.class, () -> actions.submit(job));
  }

  @Test
  void submitsEachOptionAsOneWordAndTheScriptByItsInput() throws Exception {
    Submission job =
        new Submission(
            "#!/bin/sh\necho \"$HOME\"; rm -rf nothing\n",
            Optional.of("train; rm -rf / $(id) `id`"),
            Optional.of("gpu,spare"),
            OptionalInt.of(8),
            OptionalInt.of(90),
            Optional.of("afterok:17_3:18+5?singleton"),
            "/data/runs");
    assertEquals("17", actions.submit(job));
    assertEquals(
        List.of(
            "sbatch",
            "--parsable",
            "--chdir=/data/runs",
            "--job-name=train; rm -rf / $(id) `id`",
            "--partition=gpu,spare",
            "--gpus=8",
            "--time=90",
            "--dependency=afterok:17_3:18+5?singleton"),
        slurm.words());
    assertEquals(job.script(), slurm.script());
  }

  @Test
  void aScriptThatSbatchDoesNotReadToItsEndIsNoObstacle() throws Exception {
    slurm.command("sbatch", "echo 18");
    assertEquals("18", actions.submit(job("#!/bin/sh\n" + "# filler\n".repeat(10_000))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "script     | echo hello",
        "script     | ''",
        "name       | 'a\nb'",
        "partition  | --uid=0",
        "partition  | gpu;id",
        "partition  | gpu spare",
        "gpus       | -1",
        "gpus       | 1000000",
        "time       | 0",
        "time       | 527041",
        "dependency | afterok",
        "dependency | afterok:x",
        "dependency | afterok:1;id",
        "dependency | expand:1",
        "dependency | afterok:1,,singleton",
        "directory  | tmp",
        "directory  | /tmp/../etc",
        "directory  | /tmp/%u",
        "directory  | /",
      })
  void whatMakesNoJobIsNotEvenAsked(String part, String value) throws Exception {
    assertEquals(Kind.INVALID, refused(with(part, value)).kind());
    assertEquals(List.of(), slurm.words());
    assertFalse(slurm.wasGivenAScript());
  }

  @Test
  void aScriptThatIsTooLongIsNotEvenAsked() throws Exception {
    String script = "#!/bin/sh\n" + "x".repeat(Submission.LONGEST_SCRIPT);
    assertEquals(Kind.INVALID, refused(job(script)).kind());
    assertEquals(Kind.INVALID, refused(job("#!/bin/sh\n\0")).kind());
    assertEquals(List.of(), slurm.words());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Invalid partition name specified                | CONFLICT",
        "Access/permission denied                        | FORBIDDEN",
        "Unable to contact slurm controller              | UNAVAILABLE",
        "Socket timed out on send/recv operation         | UNAVAILABLE",
        "Job dependency problem                          | CONFLICT",
      })
  void aRefusalIsToldInSlurmsWords(String words, Kind kind) throws Exception {
    slurm.command(
        "sbatch",
        "echo 'sbatch: error: first' >&2;"
            + " echo 'sbatch: error: Batch job submission failed: "
            + words
            + "' >&2; exit 1");
    OperationException refusal = refused(PLAIN);
    assertEquals(kind, refusal.kind());
    assertEquals(
        "cannot submit the job: sbatch: error: Batch job submission failed: " + words,
        refusal.getMessage());
  }

  @Test
  void aRefusalWithoutWordsIsOne() throws Exception {
    slurm.command("sbatch", "exit 1");
    assertEquals("cannot submit the job: Slurm does not say why", refused(PLAIN).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo nonsense", "true", "echo 17 18", "echo 12345678901234567890"})
  void anIdThatCannotBeReadIsNotGuessed(String script) throws Exception {
    slurm.command("sbatch", script);
    assertEquals(Kind.UNAVAILABLE, refused(PLAIN).kind());
  }

  @Test
  void whoeverDoesNotEndInTimeMayHaveDoneIt() throws Exception {
    slurm.command("sbatch", "exec /bin/sleep 600");
    actions = new SlurmActions(slurm.settings(Duration.ofMillis(300)), threads);
    OperationException late = refused(PLAIN);
    assertEquals(Kind.UNAVAILABLE, late.kind());
    assertTrue(String.valueOf(late.getMessage()).contains("look at the queue"), late.getMessage());
  }

  @Test
  void withoutSlurmThereIsNothingToAsk() throws Exception {
    slurm.without("sbatch");
    assertEquals(Kind.NOT_FOUND, refused(PLAIN).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17_3", "17_[4-9%2]"})
  void cancels(String job) throws Exception {
    actions.cancel(job);
    assertEquals(List.of("scancel", "--verbose", job), slurm.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-u root", "--user=root", "17 18", "17;id", "17_", "17_[x]", "99999999999"})
  void whatIsNoJobIsNotCancelled(String job) throws Exception {
    OperationException refusal = assertThrows(OperationException.class, () -> actions.cancel(job));
    assertEquals(Kind.NOT_FOUND, refusal.kind());
    assertEquals(List.of(), slurm.words());
  }

  /** scancel ends with 0 then. */
  @ParameterizedTest
  @CsvSource({
    "Invalid job id specified, NOT_FOUND",
    "Job/step already completing or completed, CONFLICT",
    "Access/permission denied, FORBIDDEN",
  })
  void whatCannotBeCancelledIsToldThoughScancelIsContent(String words, Kind kind)
      throws Exception {
    slurm.command("scancel", "echo 'scancel: error: Kill job error on job id 9: " + words + "' >&2");
    OperationException refusal = assertThrows(OperationException.class, () -> actions.cancel("9"));
    assertEquals(kind, refusal.kind());
    assertTrue(String.valueOf(refusal.getMessage()).endsWith(words), refusal.getMessage());
  }

  @Test
  void drainsAndResumes() throws Exception {
    actions.drain("vm", "fan is loud; $(id)");
    assertEquals(
        List.of("scontrol", "update", "NodeName=vm", "State=DRAIN", "Reason=fan is loud; $(id)"),
        slurm.words());
    actions.resume("vm");
    assertEquals(List.of("scontrol", "update", "NodeName=vm", "State=RESUME"), slurm.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ALL", "all", "node[1-9]", "a,b", "", "-x", "a b", "a State=DOWN"})
  void onlyOneNodeAtATime(String node) throws Exception {
    assertEquals(
        Kind.NOT_FOUND,
        assertThrows(OperationException.class, () -> actions.drain(node, "reason")).kind());
    assertEquals(
        Kind.NOT_FOUND, assertThrows(OperationException.class, () -> actions.resume(node)).kind());
    assertEquals(List.of(), slurm.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\nb", "say \"no\""})
  void aDrainHasAReason(String reason) throws Exception {
    assertEquals(
        Kind.INVALID,
        assertThrows(OperationException.class, () -> actions.drain("vm", reason)).kind());
    assertEquals(List.of(), slurm.words());
  }

  @Test
  void aReasonMayHaveSoManyCharacters() throws Exception {
    actions.drain("vm", "x".repeat(200));
    assertEquals("Reason=" + "x".repeat(200), slurm.words().getLast());
    assertEquals(
        Kind.INVALID,
        assertThrows(OperationException.class, () -> actions.drain("vm", "x".repeat(201))).kind());
    assertEquals(List.of(), slurm.words());
  }

  @Test
  void aNodeThatSlurmDoesNotKnowIsToldInItsWords() throws Exception {
    slurm.command("scontrol", "echo 'slurm_update error: Invalid node name specified' >&2; exit 1");
    OperationException refusal = assertThrows(OperationException.class, () -> actions.resume("vm"));
    assertEquals(Kind.NOT_FOUND, refusal.kind());
    assertEquals(
        "cannot resume vm: slurm_update error: Invalid node name specified", refusal.getMessage());
  }

  /** Whoever is refused, or fails, leaves the way free for others. */
  @Test
  void oneChangeLetsTheNextThrough() throws Exception {
    slurm.command("scancel", "exit 1");
    assertThrows(OperationException.class, () -> actions.cancel("17"));
    slurm.command("sbatch", "echo 18");
    assertEquals(
        "18", threads.submit(() -> actions.submit(PLAIN)).get(1, TimeUnit.MINUTES));
  }

  /** Each waits for the one before, but none for longer than a command may take. */
  @Test
  void whoeverComesWhileTooManyAreUnderWayIsToldSo() throws Exception {
    slurm.command("sbatch", "exec /bin/sleep 600");
    actions = new SlurmActions(slurm.settings(Duration.ofMillis(300)), threads);
    List<Future<OperationException>> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      all.add(threads.submit(() -> refused(PLAIN)));
    }
    Set<String> told = new HashSet<>();
    for (Future<OperationException> one : all) {
      told.add(String.valueOf(one.get(1, TimeUnit.MINUTES).getMessage()));
    }
    assertTrue(
        told.contains("cannot ask Slurm: other changes are under way; try again later"),
        told::toString);
  }

  @Test
  void aJobThatMayNotBeCancelledIsAskedForOnce() throws Exception {
    slurm.command("scancel", "echo 'Access/permission denied' >&2; exit 1");
    assertThrows(OperationException.class, () -> actions.cancel("17"));
    assertEquals(List.of("scancel", "--verbose", "17"), slurm.words());
  }
}
