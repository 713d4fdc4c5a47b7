package org.dubnium.testbed.runpod;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.dubnium.testbed.runpod.fault.FaultPlan;
import org.dubnium.testbed.runpod.fault.PodFault;

/** How a pod goes from status to status, by itself and by actions. */
final class PodLifecycle {

  private final Timing timing;
  private final FaultPlan faults;
  private final RandomGenerator random;
  private final PodHost host;
  private final PodJson json;

  PodLifecycle(
      Timing timing, FaultPlan faults, RandomGenerator random, PodHost host, PodJson json) {
    this.timing = timing;
    this.faults = faults;
    this.random = random;
    this.host = host;
    this.json = json;
  }

  /** A new pod, whose GPUs are taken already. */
  void create(Pod pod, Instant now) {
    pod.faults = faults.drawPod(random);
    if (pod.has(PodFault.LATE_IN_LIST)) {
      pod.listedFrom = now.plus(timing.listDelay());
    }
    if (!pod.has(PodFault.STUCK_PROVISIONING)) {
      pod.due = now.plus(timing.drawn(timing.provisioning(), random));
    }
    pod.log(now, "system", "create pod " + pod.container.image());
    pod.reprice(now);
  }

  /** What the pod does by itself at {@link Pod#due}. */
  void step(Pod pod, Instant due) {
    switch (pod.status) {
      case PROVISIONING -> boot(pod, due);
      case STARTING -> {
        if (pod.has(PodFault.FAILS_TO_START)) {
          fail(pod, due);
        } else {
          run(pod, due);
        }
      }
      case RUNNING -> endByFault(pod, due);
      case EXITED, ERROR, TERMINATED -> pod.due = null;
    }
  }

  /** Starts a stopped pod. Its host may have too few GPUs left. */
  void start(Pod pod, Instant now) {
    var drawn = faults.drawPod(random);
    if (pod.status == PodStatus.EXITED && pod.compute instanceof Compute.Gpus gpus) {
      if (drawn.contains(PodFault.HOST_WITHOUT_GPUS)) {
        pod.withoutGpus = true;
      } else if (gpus.machine().free() < gpus.count()) {
        throw Problem.badRequest(
            "There are not enough free GPUs on the host machine to start this pod.");
      } else {
        gpus.machine().take(gpus.count());
      }
    }
    pod.faults = drawn;
    boot(pod, now);
  }

  /** Starts the container anew, where it is. */
  void restart(Pod pod, Instant now) {
    host.stop(pod.id);
    boot(pod, now);
  }

  void stop(Pod pod, Instant now) {
    leaveRunning(pod, now);
    release(pod);
    pod.status = PodStatus.EXITED;
    pod.withoutGpus = false;
    pod.due = null;
    host.stop(pod.id);
    pod.log(now, "system", "stop container " + pod.id);
    pod.reprice(now);
  }

  /** An unrecoverable error; its GPUs stay with it, and it costs on. */
  void fail(Pod pod, Instant now) {
    leaveRunning(pod, now);
    pod.status = PodStatus.ERROR;
    pod.due = null;
    host.stop(pod.id);
    pod.log(now, "system", "error: container failed");
    pod.reprice(now);
  }

  /** The end of a pod, by an action or by itself. */
  void terminate(Pod pod, Instant now) {
    release(pod);
    pod.status = PodStatus.TERMINATED;
    pod.due = null;
    pod.goneAt = now;
    pod.staleRuntime = null;
    host.terminate(pod.id);
    pod.reprice(now);
  }

  /** Until when a pod that has ended is in the list. */
  Instant listedUntil(Pod pod, Instant end) {
    return pod.has(PodFault.LINGERS_IN_LIST) ? end.plus(timing.lingering()) : end;
  }

  private void boot(Pod pod, Instant now) {
    leaveRunning(pod, now);
    pod.staleRuntime = null;
    pod.status = PodStatus.STARTING;
    pod.globalNetworking = pod.globalNetworkingWanted;
    pod.due = now.plus(timing.drawn(timing.starting(), random));
    pod.log(now, "system", "start container for " + pod.container.image() + ": begin");
    host.start(pod.launch());
    pod.reprice(now);
  }

  private void run(Pod pod, Instant now) {
    pod.status = PodStatus.RUNNING;
    pod.startedAt = now;
    pod.runtimeFrom = now.plus(timing.drawn(timing.runtimeDelay(), random));
    pod.portsFrom = now.plus(timing.drawn(timing.portDelay(), random));
    pod.serviceFrom = now.plus(timing.drawn(timing.serviceDelay(), random));
    pod.log(now, "container", "service of " + pod.name + " starts");
    boolean ends = pod.has(PodFault.EXITS) || pod.has(PodFault.ERRS) || pod.has(PodFault.VANISHES);
    pod.due = ends ? now.plus(ownEnd()) : null;
  }

  private Duration ownEnd() {
    return Duration.ofMillis(1 + (long) (random.nextDouble() * timing.ownEnd().toMillis()));
  }

  private void endByFault(Pod pod, Instant now) {
    if (pod.has(PodFault.VANISHES)) {
      pod.faults = Set.of();
      terminate(pod, now);
    } else if (pod.has(PodFault.ERRS)) {
      fail(pod, now);
    } else {
      stop(pod, now);
    }
  }

  private void leaveRunning(Pod pod, Instant now) {
    if (pod.status == PodStatus.RUNNING) {
      pod.staleRuntime = json.runtime(pod, now);
      pod.staleUntil = now.plus(timing.staleRuntime());
    }
  }

  private void release(Pod pod) {
    if (pod.compute instanceof Compute.Gpus gpus) {
      gpus.machine().release(pod.gpusHeld());
    }
  }
}
