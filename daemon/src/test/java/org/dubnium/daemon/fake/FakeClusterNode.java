package org.dubnium.daemon.fake;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.daemon.domain.cluster.ClusterJob;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.ClusterNode;
import org.dubnium.daemon.port.HostException;
import org.jspecify.annotations.Nullable;

/** A node without jobs, until a test gives it some. */
public final class FakeClusterNode implements ClusterNode {

  private final List<Step.DrainSlurmNode> orders = new CopyOnWriteArrayList<>();
  private volatile Reading<ClusterJobs> jobs = Reading.of(of());
  private volatile @Nullable String refusal;
  private volatile Runnable afterOrder = () -> {};

  /** A job of alice's with a script, which may be requeued. */
  public static ClusterJob job(long id) {
    return job(id, "alice", true, true);
  }

  public static ClusterJob job(long id, String user, boolean requeue, boolean batch) {
    return new ClusterJob(
        id,
        Long.toString(id),
        user,
        "gpus",
        "R",
        Optional.of(Duration.ofMinutes(90)),
        requeue,
        batch,
        "train");
  }

  /** What a node tells that has these. */
  public static ClusterJobs of(ClusterJob... jobs) {
    return new ClusterJobs("ws", "MIXED", true, jobs.length, Arrays.asList(jobs));
  }

  public void set(ClusterJob... jobs) {
    set(Reading.of(of(jobs)));
  }

  public void set(Reading<ClusterJobs> reading) {
    jobs = reading;
  }

  /** Orders cannot be laid down from now on. */
  public void refuseOrders(String why) {
    refusal = why;
  }

  /** What happens in the cluster once an order is laid down. */
  public void afterOrder(Runnable effect) {
    afterOrder = effect;
  }

  public List<Step.DrainSlurmNode> orders() {
    return List.copyOf(orders);
  }

  @Override
  public Reading<ClusterJobs> jobs() {
    return jobs;
  }

  @Override
  public void order(Step.DrainSlurmNode drain) throws HostException {
    String why = refusal;
    if (why != null) {
      throw new HostException(why);
    }
    orders.add(drain);
    afterOrder.run();
  }
}
