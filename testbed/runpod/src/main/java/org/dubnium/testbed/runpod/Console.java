package org.dubnium.testbed.runpod;

import java.util.List;
import java.util.Map;
import org.dubnium.testbed.runpod.catalog.Cloud;
import org.jspecify.annotations.Nullable;

/** What others in the account do, and what happens to pods and hosts: everything but the API. */
public final class Console {

  private static final String IMAGE = "runpod/pytorch:1.0.2-cu1281-torch280-ubuntu2404";

  private final Account account;

  Console(Account account) {
    this.account = account;
  }

  /** Somebody else makes a pod of that name in the account. Returns its identifier. */
  public String createPod(String name, String gpuId, int count) {
    return create(name, gpuId, count, null);
  }

  /** A pod of a cluster is made, which the calls about pods must leave alone. */
  public String createClusterPod(String name, String gpuId, String clusterId) {
    return create(name, gpuId, 1, clusterId);
  }

  /** Somebody stops a pod, locked or not. */
  public void stop(String podId) {
    Pod pod = account.pod(podId);
    if (pod.status.holdsCompute()) {
      account.lifecycle.stop(pod, account.now());
    }
  }

  /** A pod goes to ERROR. */
  public void fail(String podId) {
    account.lifecycle.fail(account.pod(podId), account.now());
  }

  /** A pod is terminated by somebody, or is gone as if it had never been. */
  public void terminate(String podId) {
    account.terminate(account.pod(podId));
  }

  /** So many GPUs of a type are free on each of its machines: others took the rest. */
  public void setFree(String gpuId, int free) {
    account.stock.machines().stream()
        .filter(machine -> machine.gpu.id().equals(gpuId))
        .forEach(machine -> machine.setFree(free));
  }

  /** So many GPUs are free on the machine that a pod is bound to. */
  public void setFreeOnHost(String podId, int free) {
    if (account.pod(podId).compute instanceof Compute.Gpus gpus) {
      gpus.machine().setFree(free);
    }
  }

  /** How busy a pod's GPUs are from now on, in percent. */
  public void setLoad(String podId, int percent) {
    account.pod(podId).load = percent;
  }

  /** A line on the standard output of a pod's container. */
  public void log(String podId, String line) {
    account.pod(podId).log(account.now(), "container", line);
  }

  private String create(String name, String gpuId, int count, @Nullable String clusterId) {
    Machine machine =
        account
            .stock
            .place(
                count,
                candidate -> candidate.gpu.id().equals(gpuId) && candidate.cloud == Cloud.SECURE)
            .orElseThrow(() -> new IllegalStateException(PodPlacement.NO_CAPACITY));
    machine.take(count);
    ContainerSettings container =
        new ContainerSettings(
            IMAGE, "", 20, Map.of(), List.of("8888/http", "22/tcp"), null, null, null);
    Pod pod =
        new Pod(
            account.newId(),
            name,
            container,
            new Compute.Gpus(machine, count),
            true,
            clusterId,
            account.now());
    account.add(pod);
    return pod.id;
  }
}
