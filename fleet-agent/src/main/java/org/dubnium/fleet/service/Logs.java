package org.dubnium.fleet.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.logs.JournalReader;
import org.dubnium.fleet.logs.LogExcerpt;
import org.dubnium.fleet.logs.LogInfo;
import org.dubnium.fleet.logs.LogPositions;
import org.dubnium.fleet.logs.LogReader;
import org.dubnium.fleet.logs.LogStream;
import org.dubnium.fleet.slurm.JobState;
import org.dubnium.fleet.slurm.SlurmJob;
import org.dubnium.fleet.slurm.SlurmReading;

/**
 * Logs of this machine, the output of Slurm jobs that were submitted here, called {@code job-} and their
 * id, and what rented pods print, called {@code pod-} and
 * their slot, or their name. Whoever reads them must be able to read the machine's journal. Safe for use by many threads.
 */
public final class Logs {

  /** The most lines of a log that are read at once. */
  public static final int MOST_LINES = 10_000;

  /** The log of the model server. */
  public static final String MODEL_SERVER = "vllm";

  private static final int MOST_FOLLOWED = 32;
  private static final int MOST_READ = 8;
  private static final int MOST_OF_CLIENT = 8;
  private static final int MOST_JOBS = 200;
  private static final String JOB = "job-";
  private static final String POD = "pod-";
  private static final String JOB_ID = "\\d{1,10}(_\\d{1,10})?";
  /** A slot, or the name of a pod that fills none. */
  private static final String POD_NAME = "[a-z][a-z0-9-]{0,79}";

  /** Whom the jobs belong to that are submitted here: systemd/sysusers.d/fleet-agent.conf. */
  private static final String JOB_USER = "fleet-jobs";

  private final JournalReader journal;
  private final LogReader jobs;
  private final LogReader pods;
  private final Supplier<SlurmReading> slurm;
  private final Supplier<List<String>> slots;
  private final Executor threads;
  private final ClientQuota followed = new ClientQuota("logs followed", MOST_FOLLOWED, MOST_OF_CLIENT);
  private final ClientQuota read = new ClientQuota("logs read", MOST_READ, MOST_OF_CLIENT / 2);

  /**
   * @param jobs reads the output of the job whose id it is given
   * @param pods reads what the pod in the slot prints that it is given
   * @param slurm what Slurm said last
   * @param slots in which there are pods
   * @param threads has one to spare for each log that is followed
   */
  public Logs(
      JournalReader journal,
      LogReader jobs,
      LogReader pods,
      Supplier<SlurmReading> slurm,
      Supplier<List<String>> slots,
      Executor threads) {
    this.journal = journal;
    this.jobs = jobs;
    this.pods = pods;
    this.slurm = slurm;
    this.slots = slots;
    this.threads = threads;
  }

  /** Every log: those of the machine by name, then of jobs that Slurm knows, then of pods. */
  public List<LogInfo> list() throws OperationException, InterruptedException {
    List<LogInfo> all = new ArrayList<>(journal.list());
    if (slurm.get() instanceof SlurmReading.Known known) {
      known.jobs().stream()
          .filter(job -> job.user().equals(JOB_USER) && job.state() != JobState.PENDING)
          .filter(job -> job.id().matches(JOB_ID))
          .limit(MOST_JOBS)
          .map(Logs::info)
          .forEach(all::add);
    }
    slots.get().stream()
        .map(slot -> new LogInfo(POD + slot, LogInfo.Kind.POD, "Pod " + slot))
        .forEach(all::add);
    return all;
  }

  private static LogInfo info(SlurmJob job) {
    return new LogInfo(JOB + job.id(), LogInfo.Kind.JOB, "Job " + job.id() + ": " + job.name());
  }

  /**
   * The last lines of a log.
   *
   * @param lines how many at most, up to {@link #MOST_LINES}
   * @param since when they may have been written at the earliest, where the log tells that
   */
  public LogExcerpt read(LogClient client, String name, int lines, Optional<Instant> since)
      throws OperationException, InterruptedException {
    LogReader reader = reader(name);
    read.acquire(client.name());
    try {
      return reader.read(within(name), Math.clamp(lines, 0, MOST_LINES), since, client.uid());
    } finally {
      read.release(client.name());
    }
  }

  /** Requires that the client may follow one more log. */
  public void requireRoom(LogClient client) throws OperationException {
    followed.requireRoom(client.name());
  }

  /**
   * Follows a log, until that is closed.
   *
   * @param position behind which it begins, as an excerpt or an entry has it
   */
  public LogFollower follow(LogClient client, String name, String position)
      throws OperationException, InterruptedException {
    if (!LogPositions.isOne(position)) {
      throw new OperationException(Kind.INVALID, "cannot follow the log from there: it is no position");
    }
    LogReader reader = reader(name);
    followed.acquire(client.name());
    boolean begun = false;
    try {
      LogStream stream = reader.follow(within(name), position, client.uid());
      begun = true;
      return new LogFollower(stream, threads, () -> followed.release(client.name()));
    } finally {
      if (!begun) {
        followed.release(client.name());
      }
    }
  }

  private LogReader reader(String name) throws OperationException {
    if (name.matches(JOB + JOB_ID)) {
      return jobs;
    }
    if (name.matches(POD + POD_NAME)) {
      return pods;
    }
    if (name.matches("[a-z0-9][a-z0-9-]{0,62}") && !name.startsWith(JOB) && !name.startsWith(POD)) {
      return journal;
    }
    throw new OperationException(
        Kind.NOT_FOUND, "cannot find a log of that name: GET /api/logs lists them");
  }

  /** The name of a log for its reader: of a job's output, the job's id. */
  private static String within(String name) {
    boolean isPrefixed = name.matches(JOB + JOB_ID + "|" + POD + POD_NAME);
    return isPrefixed ? name.substring(name.indexOf('-') + 1) : name;
  }
}
