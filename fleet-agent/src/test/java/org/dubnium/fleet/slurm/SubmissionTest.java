package org.dubnium.fleet.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {

  private static final String SCRIPT = "#!/bin/sh\n";

  private static Submission job(String script, String directory, OptionalInt gpus, OptionalInt minutes) {
    return new Submission(
        script, Optional.empty(), Optional.empty(), gpus, minutes, Optional.empty(), directory);
  }

  private static Submission in(String directory) {
    return job(SCRIPT, directory, OptionalInt.empty(), OptionalInt.empty());
  }

  /** What each part may be at most; one more is told by the name of the part. */
  @ParameterizedTest
  @CsvSource({
    "gpus, 0, true",
    "gpus, 100000, true",
    "gpus, 100001, false",
    "gpus, -1, false",
    "timeLimit, 1, true",
    "timeLimit, 527040, true",
    "timeLimit, 527041, false",
    "timeLimit, 0, false"
  })
  void numbersHaveBounds(String part, int value, boolean taken) {
    OptionalInt number = OptionalInt.of(value);
    Submission job =
        part.equals("gpus")
            ? job(SCRIPT, "/tmp", number, OptionalInt.empty())
            : job(SCRIPT, "/tmp", OptionalInt.empty(), number);
    assertEquals(
        taken ? List.of() : List.of(part), job.problems().stream().map(SubmissionTest::part).toList());
  }

  private static String part(String problem) {
    return problem.substring(0, problem.indexOf(':'));
  }

  @Test
  void aScriptMayHaveSoManyBytes() {
    String longest = SCRIPT + "x".repeat(Submission.LONGEST_SCRIPT - SCRIPT.length());
    assertEquals(
        List.of(), job(longest, "/tmp", OptionalInt.empty(), OptionalInt.empty()).problems());
    for (String bad : List.of(longest + "x", SCRIPT + "\0", "echo")) {
      assertEquals(
          List.of("script"),
          job(bad, "/tmp", OptionalInt.empty(), OptionalInt.empty()).problems().stream()
              .map(SubmissionTest::part)
              .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/tmp, 0",
    "/data/ann/run.1, 0",
    "/data/.hidden, 0",
    "/data/../etc, 1",
    "/data/.., 1",
    "/data/./x, 1",
    "data, 1",
    "/, 1",
    "/a b, 1"
  })
  void aDirectoryIsAWholePathWithoutDetours(String directory, int problems) {
    assertEquals(problems, in(directory).problems().size());
  }

  /** What nobody asked for is left to Slurm. */
  @Test
  void onlyWhatIsWantedIsAskedFor() {
    assertEquals(List.of("sbatch", "--parsable", "--chdir=/tmp"), in("/tmp").command());
    assertEquals(
        List.of("sbatch", "--parsable", "--chdir=/tmp", "--time=5"),
        job(SCRIPT, "/tmp", OptionalInt.of(0), OptionalInt.of(5)).command());
    assertEquals(
        "--gpus=1", job(SCRIPT, "/tmp", OptionalInt.of(1), OptionalInt.empty()).command().getLast());
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    Submission job =
        new Submission(
            "",
            Optional.of(""),
            Optional.of("a b"),
            OptionalInt.of(-1),
            OptionalInt.of(0),
            Optional.of("x"),
            "tmp");
    assertEquals(
        List.of("script", "name", "partition", "dependency", "directory", "gpus", "timeLimit"),
        job.problems().stream().map(SubmissionTest::part).toList());
  }
}
