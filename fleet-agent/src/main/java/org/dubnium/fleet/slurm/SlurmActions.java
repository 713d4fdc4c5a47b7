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
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.domain.OperationException;

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

  /** Runs commands as the user that jobs belong to. */
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
    this.commands = SlurmClient.commands(settings, threads);
    this.jobsHaveAUser = settings.jobSocket().isPresent();
    this.jobs =
        settings
            .jobSocket()
            .<CommandRunner>map(socket -> new JobUserRunner(socket, settings.deadline(), threads))
            .orElse(commands);
    this.patience = settings.deadline();
  }

  /**
   * Submits a job.
   *
   * @return its id
   */
  public String submit(Submission job) throws OperationException, InterruptedException {
    List<String> problems = job.problems();
    if (!problems.isEmpty()) {
      throw OperationException.invalid("cannot submit that job", problems);
    }
    CommandRunner.Result<byte[]> ended =
        run(jobs, job.command(), job.input(), "look at the queue before it is submitted again");
    if (ended.status() != 0) {
      throw refused("submit the job", ended);
    }
    Matcher id = SUBMITTED.matcher(new String(ended.output(), StandardCharsets.UTF_8));
    if (!id.matches()) {
      throw new OperationException(
          Kind.UNAVAILABLE, "cannot tell the id of the job that was submitted: look at the queue");
    }
    return id.group(1);
  }

  /** Cancels a job that waits or runs: as its user, or else with this service's own rights. */
  public void cancel(String job) throws OperationException, InterruptedException {
    if (!JOB.matcher(job).matches()) {
      throw new OperationException(Kind.NOT_FOUND, "cannot find a job of that id");
    }
    // It says of an unknown job, and of one that is over, nothing unless it is asked to be verbose,
    // and ends with 0: scancel(1).
    List<String> command = List.of("scancel", "--verbose", job);
    CommandRunner.Result<byte[]> ended = run(jobs, command, new byte[0], "look at the queue");
    boolean forbidden =
        isRefused(ended) && ErrorKinds.kind(ended.lastErrorLine()) == Kind.FORBIDDEN;
    // Where jobs belong to the user of this process, it was asked with its rights already.
    if (forbidden && jobsHaveAUser) {
      ended = run(commands, command, new byte[0], "look at the queue");
    }
    if (isRefused(ended)) {
      throw refused("cancel job " + job, ended);
    }
  }

  private static boolean isRefused(CommandRunner.Result<byte[]> ended) {
    return ended.status() != 0 || ended.errors().contains("Kill job error");
  }

  /**
   * Lets a node get no new jobs; those on it go on.
   *
   * @param reason shown with the node
   */
  public void drain(String node, String reason) throws OperationException, InterruptedException {
    if (!REASON.matcher(reason).matches() || reason.isBlank()) {
      throw new OperationException(
          Kind.INVALID,
          "cannot drain without a reason: give one of "
              + LONGEST_REASON
              + " characters at most, without quotes");
    }
    update(node, "drain", List.of("State=DRAIN", "Reason=" + reason));
  }

  /** Lets a node get jobs again. */
  public void resume(String node) throws OperationException, InterruptedException {
    update(node, "resume", List.of("State=RESUME"));
  }

  private void update(String node, String what, List<String> change)
      throws OperationException, InterruptedException {
    if (!NODE.matcher(node).matches()) {
      throw new OperationException(Kind.NOT_FOUND, "cannot find a node of that name");
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of("scontrol", "update", "NodeName=" + node));
    command.addAll(change);
    CommandRunner.Result<byte[]> ended = run(commands, command, new byte[0], "look at the node");
    if (ended.status() != 0) {
      throw refused(what + " " + node, ended);
    }
  }

  private CommandRunner.Result<byte[]> run(
      CommandRunner runner, List<String> command, byte[] input, String advice)
      throws OperationException, InterruptedException {
    String name = command.getFirst();
    if (!runner.has(name)) {
      throw new OperationException(
          Kind.NOT_FOUND,
          "cannot run "
              + name
              + ": install Slurm's commands on this host, and have fleet-jobs.socket active");
    }
    if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new OperationException(
          Kind.UNAVAILABLE, "cannot ask Slurm: other changes are under way; try again later");
    }
    try {
      return runner.run(command, input);
    } catch (CommandRunner.DeadlineException late) {
      throw new OperationException(
          Kind.UNAVAILABLE,
          "cannot tell whether Slurm did it: " + name + " did not end in time; " + advice,
          late);
    } catch (SlurmException broken) {
      throw new OperationException(Kind.UNAVAILABLE, String.valueOf(broken.getMessage()), broken);
    } finally {
      turn.unlock();
    }
  }

  private static OperationException refused(String what, CommandRunner.Result<byte[]> ended) {
    String words = ended.lastErrorLine();
    String said = words.isEmpty() ? "Slurm does not say why" : words;
    return new OperationException(ErrorKinds.kind(words), "cannot " + what + ": " + said);
  }
}
