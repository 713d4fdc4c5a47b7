package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.dubnium.testbed.runpod.fault.PodFault;
import org.dubnium.testbed.runpod.history.PodHistory;
import org.dubnium.testbed.runpod.history.RateSpan;
import org.jspecify.annotations.Nullable;

/** A pod: what was asked for, its status, and what it cost so far. */
final class Pod {

  /** USD per hour of a pod that came back without its GPUs. */
  private static final double PRICE_WITHOUT_GPUS = 0.04;

  /** USD per GB and hour of a disk: 0.10 a month while it runs, 0.20 while it does not. */
  private static final double RUNNING_DISK = 0.10 / 730;

  private static final double STOPPED_DISK = 0.20 / 730;
  private static final int MOST_LINES = 5000;

  final String id;
  final boolean foreign;
  final @Nullable String clusterId;
  final Compute compute;
  final Instant createdAt;
  final Deque<LogLine> log = new ArrayDeque<>();

  String name;
  ContainerSettings container;
  boolean locked;
  boolean globalNetworking;

  /** Whether it has global networking from its next start on. */
  boolean globalNetworkingWanted;

  PodStatus status = PodStatus.PROVISIONING;
  Set<PodFault> faults = Set.of();
  Instant listedFrom;

  /** When the status changes by itself; null if it does not. */
  @Nullable Instant due;

  @Nullable Instant startedAt;
  @Nullable Instant goneAt;
  Instant runtimeFrom = Instant.MAX;
  Instant portsFrom = Instant.MAX;
  Instant serviceFrom = Instant.MAX;

  /** The runtime before it stopped, told until then. */
  @Nullable ObjectNode staleRuntime;

  Instant staleUntil = Instant.MIN;

  /** Whether its container runs without the GPUs that it was created with. */
  boolean withoutGpus;

  /** How busy its GPUs are, in percent. */
  int load;

  private final List<RateSpan> spans = new ArrayList<>();

  Pod(
      String id,
      String name,
      ContainerSettings container,
      Compute compute,
      boolean foreign,
      @Nullable String clusterId,
      Instant createdAt) {
    this.id = id;
    this.name = name;
    this.container = container;
    this.compute = compute;
    this.foreign = foreign;
    this.clusterId = clusterId;
    this.createdAt = createdAt;
    this.listedFrom = createdAt;
  }

  boolean isGpu() {
    return compute instanceof Compute.Gpus;
  }

  boolean has(PodFault fault) {
    return faults.contains(fault);
  }

  /** USD per hour, as {@code cost} tells it. */
  double cost() {
    if (!status.holdsCompute()) {
      return 0;
    }
    return withoutGpus ? PRICE_WITHOUT_GPUS : compute.price();
  }

  /** How many GPUs its container has. */
  int gpusHeld() {
    return status.holdsCompute() && !withoutGpus && compute instanceof Compute.Gpus gpus
        ? gpus.count()
        : 0;
  }

  /** Ends the span of what it cost until now, and begins the next unless the pod is gone. */
  void reprice(Instant now) {
    if (!spans.isEmpty()) {
      RateSpan last = spans.removeLast();
      if (now.isAfter(last.from())) {
        spans.add(new RateSpan(last.from(), now, last.compute(), last.storage()));
      }
    }
    if (goneAt == null) {
      double storage =
          status.holdsCompute()
              ? container.runningDisk() * RUNNING_DISK
              : container.stoppedDisk() * STOPPED_DISK;
      spans.add(new RateSpan(now, null, cost(), storage));
    }
  }

  /** Adds a line; no two have the same time, by which streams go on. */
  void log(Instant now, String source, String line) {
    if (log.size() == MOST_LINES) {
      log.removeFirst();
    }
    LogLine last = log.peekLast();
    Instant time =
        last == null || now.isAfter(last.time()) ? now : last.time().plus(1, ChronoUnit.MICROS);
    log.addLast(new LogLine(time, source, line));
  }

  PodLaunch launch() {
    return new PodLaunch(
        id,
        name,
        container.image(),
        container.args(),
        container.env(),
        container.ports(),
        compute instanceof Compute.Gpus gpus ? gpus.machine().gpu.id() : "",
        gpusHeld());
  }

  /** Whether its ports have public ones. */
  boolean isMapped(Instant now) {
    return status == PodStatus.RUNNING
        && !has(PodFault.PORTS_NEVER_MAPPED)
        && !now.isBefore(portsFrom);
  }

  /** Whether its service answers. */
  boolean answers(Instant now) {
    return status == PodStatus.RUNNING
        && !has(PodFault.SERVICE_SILENT)
        && !now.isBefore(serviceFrom);
  }

  PodHistory history() {
    return new PodHistory(id, name, foreign, isGpu(), createdAt, goneAt, spans);
  }
}
