package org.dubnium.fleet.slurm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A job as it is to be submitted. sbatch(1) gets each option as one word of its command line, and
 * the script by its standard input.
 *
 * @param script begins with {@code #!}
 * @param gpus of the whole job
 * @param minutes that it may run; empty for the partition's own limit
 * @param dependency as sbatch has it: {@code afterok:17:18,singleton}
 * @param directory where it runs on its nodes, and where its output goes
 */
public record Submission(
    String script,
    Optional<String> name,
    Optional<String> partition,
    OptionalInt gpus,
    OptionalInt minutes,
    Optional<String> dependency,
    String directory) {

  public static final int LONGEST_SCRIPT = 128 * 1024;
  public static final int MOST_GPUS = 100_000;

  /** A year. */
  public static final int MOST_MINUTES = 366 * 24 * 60;

  /** On every node, and writable by whoever the job runs as. */
  public static final String USUAL_DIRECTORY = "/tmp";

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\p{Co}\\p{Cn}]{1,100}");
  private static final Pattern PARTITION =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(,[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}){0,7}");
  private static final Pattern DIRECTORY = Pattern.compile("(/[A-Za-z0-9_.@+-]{1,100}){1,20}");

  private static final String ONE_DEPENDENCY =
      "(singleton|(after|afterany|afterburstbuffer|aftercorr|afternotok|afterok)"
          + "(:\\d{1,10}(_(\\d{1,10}|\\*))?(\\+\\d{1,6})?){1,50})";
  private static final Pattern DEPENDENCY =
      Pattern.compile(ONE_DEPENDENCY + "([,?]" + ONE_DEPENDENCY + "){0,20}");

  /** What is wrong with it; empty if it can be submitted. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!script.startsWith("#!") || script.contains("\0")) {
      problems.add("script: text that begins with #!");
    }
    if (script.getBytes(StandardCharsets.UTF_8).length > LONGEST_SCRIPT) {
      problems.add("script: " + LONGEST_SCRIPT + " bytes at most");
    }
    require(problems, name, NAME, "name: 1 to 100 characters that can be printed");
    require(problems, partition, PARTITION, "partition: its name, or some with commas between");
    require(problems, dependency, DEPENDENCY, "dependency: such as afterok:17 or singleton");
    require(
        problems, Optional.of(directory), DIRECTORY, "directory: a whole path without blanks");
    if (directory.contains("/..") || directory.contains("/./")) {
      problems.add("directory: a path without dots");
    }
    within(problems, gpus, "gpus", 0, MOST_GPUS);
    within(problems, minutes, "timeLimit", 1, MOST_MINUTES);
    return problems;
  }

  private static void require(
      List<String> problems, Optional<String> value, Pattern form, String advice) {
    if (value.isPresent() && !form.matcher(value.get()).matches()) {
      problems.add(advice);
    }
  }

  private static void within(
      List<String> problems, OptionalInt value, String name, int least, int most) {
    if (value.isPresent() && (value.getAsInt() < least || value.getAsInt() > most)) {
      problems.add("%s: a whole number from %d to %d".formatted(name, least, most));
    }
  }

  /** The command that reads {@link #input}. */
  List<String> command() {
    List<String> command = new ArrayList<>(List.of("sbatch", "--parsable"));
    command.add("--chdir=" + directory);
    name.ifPresent(text -> command.add("--job-name=" + text));
    partition.ifPresent(text -> command.add("--partition=" + text));
    if (gpus.orElse(0) > 0) {
      command.add("--gpus=" + gpus.getAsInt());
    }
    minutes.ifPresent(number -> command.add("--time=" + number));
    dependency.ifPresent(text -> command.add("--dependency=" + text));
    return command;
  }

  byte[] input() {
    return script.getBytes(StandardCharsets.UTF_8);
  }
}
