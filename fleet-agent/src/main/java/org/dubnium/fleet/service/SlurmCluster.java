package org.dubnium.fleet.service;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.slurm.SlurmActions;
import org.dubnium.fleet.slurm.SlurmJob;
import org.dubnium.fleet.slurm.SlurmNode;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmWatch;
import org.dubnium.fleet.slurm.Submission;

/**
 * Slurm's queue and nodes: shown as they are after the last change made here, and changed with the
 * rights that this service has in Slurm. Safe for use by many threads.
 */
public final class SlurmCluster {

  private final SlurmWatch watch;
  private final SlurmActions actions;
  private final ChangeListener listener;

  public SlurmCluster(SlurmWatch watch, SlurmActions actions, ChangeListener listener) {
    this.watch = watch;
    this.actions = actions;
    this.listener = listener;
  }

  /**
   * The jobs in the queue.
   *
   * @param state as squeue writes it, in any case; empty for all
   * @param user whose they are; empty for everybody's
   */
  public List<SlurmJob> jobs(Optional<String> state, Optional<String> user)
      throws OperationException, InterruptedException {
    Optional<String> wanted = state.map(text -> text.toUpperCase(Locale.ROOT));
    return reading().jobs().stream()
        .filter(job -> wanted.isEmpty() || job.state().name().equals(wanted.get()))
        .filter(job -> user.isEmpty() || job.user().equals(user.get()))
        .toList();
  }

  public SlurmJob job(String id) throws OperationException, InterruptedException {
    return reading().jobs().stream()
        .filter(job -> job.id().equals(id))
        .findFirst()
        .orElseThrow(() -> notFound("cannot find a job of that id in the queue"));
  }

  public List<SlurmNode> nodes() throws OperationException, InterruptedException {
    return reading().status().nodes();
  }

  /**
   * A host as the cluster has it.
   *
   * @param name of the host among nodes: without its domain
   * @param node empty if the host is no node of the cluster
   * @param jobs that run on it, or end there
   */
  public record Registration(String name, Optional<SlurmNode> node, List<SlurmJob> jobs) {}

  /** Whether that host is a node of the cluster, and what runs there. */
  public Registration registration(String host) throws OperationException, InterruptedException {
    String name = host.split("\\.", 2)[0];
    SlurmReading.Known known = reading();
    Optional<SlurmNode> node =
        known.status().nodes().stream().filter(one -> one.name().equals(name)).findFirst();
    List<SlurmJob> jobs = known.jobs().stream().filter(job -> job.isOn(name)).toList();
    return new Registration(name, node, jobs);
  }

  private SlurmReading.Known reading() throws OperationException, InterruptedException {
    return switch (watch.current()) {
      case SlurmReading.Known known -> known;
      case SlurmReading.Absent(String why) -> throw notFound("cannot tell of Slurm: " + why);
      case SlurmReading.Silent(String why) ->
          throw new OperationException(Kind.UNAVAILABLE, "cannot tell of Slurm: " + why);
    };
  }

  /**
   * Submits a job.
   *
   * @return its id
   */
  public String submit(Submission job) throws OperationException, InterruptedException {
    requireEnabled();
    return change(() -> actions.submit(job));
  }

  /** Cancels a job that waits or runs. */
  public void cancel(String id) throws OperationException, InterruptedException {
    requireEnabled();
    change(id, () -> actions.cancel(id));
  }

  /**
   * Lets a node get no new jobs; those on it go on.
   *
   * @param reason shown with the node
   */
  public void drain(String node, String reason) throws OperationException, InterruptedException {
    requireNode(node);
    change(node, () -> actions.drain(node, reason));
  }

  /** Lets a node get jobs again. */
  public void resume(String node) throws OperationException, InterruptedException {
    requireNode(node);
    change(node, () -> actions.resume(node));
  }

  private void requireEnabled() throws OperationException {
    if (!watch.isEnabled()) {
      throw notFound("cannot ask Slurm: slurm.enabled is false");
    }
  }

  /** A node that there is: Slurm would take lists and ranges, too. */
  private void requireNode(String name) throws OperationException, InterruptedException {
    if (nodes().stream().noneMatch(node -> node.name().equals(name))) {
      throw notFound("cannot find a node of that name in the cluster");
    }
  }

  private static OperationException notFound(String message) {
    return new OperationException(Kind.NOT_FOUND, message);
  }

  /** A change of the cluster; returns the id of what was changed. */
  private interface Change {
    String make() throws OperationException, InterruptedException;
  }

  /** A change of what has that id. */
  private interface ChangeOf {
    void make() throws OperationException, InterruptedException;
  }

  private void change(String id, ChangeOf change) throws OperationException, InterruptedException {
    var _ =
        change(
            () -> {
              change.make();
              return id;
            });
  }

  private String change(Change change) throws OperationException, InterruptedException {
    try {
      String id = change.make();
      watch.changed();
      listener.slurmChanged(id);
      return id;
    } catch (OperationException refused) {
      if (refused.kind() == Kind.UNAVAILABLE) {
        watch.changed(); // It may have been done.
      }
      throw refused;
    }
  }
}
