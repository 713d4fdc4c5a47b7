package org.dubnium.fleet.slurm;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.fleet.slurm.SlurmRefusal.Kind;

/**
 * Changes what is in the cluster, by Slurm's commands, with the rights that this service has there.
 * One change after the other: Slurm's controller takes them no faster.
 */
public final class SlurmActions {

  private static final int LONGEST_REASON = 200;

  /** {@code 17}, or {@code 17;cluster}: sbatch(1), --parsable. */
  private static final Pattern SUBMITTED = Pattern.compile("(\\d{1,10})(;\\S*)?\\s*");

  /** A job, a task of an array or some of its tasks, or a component, as squeue shows them. */
  private static final Pattern JOB =
      Pattern.compile("\\d{1,10}(_(\\d{1,10}|\\[[0-9,:%-]{1,200}])|\\+\\d{1,5})?");

  /** One node: no list, no range, and not {@code ALL}, which scontrol takes for every node. */
  private static final Pattern NODE = Pattern.compile("(?!(?i:ALL)$)[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

  private static final Pattern REASON = Pattern.compile("[^\\p{Cntrl}\"]{1," + LONGEST_REASON + "}");

  private final CommandRunner commands;

  /** Whom jobs belong to. */
  private final CommandRunner jobs;

  private final boolean jobsHaveAUser;
  private final Duration patience;
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * Makes one.
   *
   * @param threads has three to spare for every change
   */
  public SlurmActions(SlurmSettings settings, Executor threads) {
    this.commands = SlurmCommands.commands(settings, threads);
    this.jobsHaveAUser = settings.jobSocket().isPresent();
    this.jobs =
        settings
            .jobSocket()
            .<CommandRunner>map(socket -> new JobUser(socket, settings.deadline(), threads))
            .orElse(commands);
    this.patience = settings.deadline();
  }

  /**
   * Submits a job.
   *
   * @return its id
   */
  public String submit(Submission job) throws SlurmRefusal, InterruptedException {
    List<String> problems = job.problems();
    if (!problems.isEmpty()) {
      throw new SlurmRefusal(
          Kind.INVALID, "cannot submit that job: give " + String.join("; ", problems));
    }
    Commands.Ended<byte[]> ended =
        run(jobs, job.command(), job.input(), "look at the queue before it is submitted again");
    if (ended.status() != 0) {
      throw refused("submit the job", ended);
    }
    Matcher id = SUBMITTED.matcher(new String(ended.printed(), StandardCharsets.UTF_8));
    if (!id.matches()) {
      throw new SlurmRefusal(
          Kind.SILENT, "cannot tell the id of the job that was submitted: look at the queue");
    }
    return id.group(1);
  }

  /** Cancels a job that waits or runs: as its user, or else with this service's own rights. */
  public void cancel(String job) throws SlurmRefusal, InterruptedException {
    if (!JOB.matcher(job).matches()) {
      throw new SlurmRefusal(Kind.UNKNOWN, "cannot find a job of that id");
    }
    // It says of an unknown job, and of one that is over, nothing unless it is asked to be verbose,
    // and ends with 0: scancel(1).
    List<String> command = List.of("scancel", "--verbose", job);
    Commands.Ended<byte[]> ended = run(jobs, command, new byte[0], "look at the queue");
    boolean forbidden =
        isRefused(ended) && Refusals.kind(ended.lastWords()) == Kind.FORBIDDEN;
    // Where jobs belong to the user of this process, it was asked with its rights already.
    if (forbidden && jobsHaveAUser) {
      ended = run(commands, command, new byte[0], "look at the queue");
    }
    if (isRefused(ended)) {
      throw refused("cancel job " + job, ended);
    }
  }

  private static boolean isRefused(Commands.Ended<byte[]> ended) {
    return ended.status() != 0 || ended.errors().contains("Kill job error");
  }

  /**
   * Lets a node get no new jobs; those on it go on.
   *
   * @param reason shown with the node
   */
  public void drain(String node, String reason) throws SlurmRefusal, InterruptedException {
    if (!REASON.matcher(reason).matches() || reason.isBlank()) {
      throw new SlurmRefusal(
          Kind.INVALID,
          "cannot drain without a reason: give one of "
              + LONGEST_REASON
              + " characters at most, without quotes");
    }
    update(node, "drain", List.of("State=DRAIN", "Reason=" + reason));
  }

  /** Lets a node get jobs again. */
  public void resume(String node) throws SlurmRefusal, InterruptedException {
    update(node, "resume", List.of("State=RESUME"));
  }

  private void update(String node, String what, List<String> change)
      throws SlurmRefusal, InterruptedException {
    if (!NODE.matcher(node).matches()) {
      throw new SlurmRefusal(Kind.UNKNOWN, "cannot find a node of that name");
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of("scontrol", "update", "NodeName=" + node));
    command.addAll(change);
    Commands.Ended<byte[]> ended = run(commands, command, new byte[0], "look at the node");
    if (ended.status() != 0) {
      throw refused(what + " " + node, ended);
    }
  }

  private Commands.Ended<byte[]> run(
      CommandRunner runner, List<String> command, byte[] input, String advice)
      throws SlurmRefusal, InterruptedException {
    String name = command.getFirst();
    if (!runner.has(name)) {
      throw new SlurmRefusal(
          Kind.UNKNOWN,
          "cannot run "
              + name
              + ": install Slurm's commands on this host, and have fleet-jobs.socket active");
    }
    if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new SlurmRefusal(
          Kind.SILENT, "cannot ask Slurm: other changes are under way; try again later");
    }
    try {
      return runner.run(command, input);
    } catch (Commands.DeadlineException late) {
      throw new SlurmRefusal(
          Kind.SILENT,
          "cannot tell whether Slurm did it: " + name + " did not end in time; " + advice,
          late);
    } catch (SlurmException broken) {
      throw new SlurmRefusal(Kind.SILENT, String.valueOf(broken.getMessage()), broken);
    } finally {
      turn.unlock();
    }
  }

  private static SlurmRefusal refused(String what, Commands.Ended<byte[]> ended) {
    String words = ended.lastWords();
    String said = words.isEmpty() ? "Slurm does not say why" : words;
    return new SlurmRefusal(Refusals.kind(words), "cannot " + what + ": " + said);
  }
}
