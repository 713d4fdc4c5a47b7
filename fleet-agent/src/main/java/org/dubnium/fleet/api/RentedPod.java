package org.dubnium.fleet.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dubnium.fleet.pod.IdleState;
import org.dubnium.fleet.pod.PhaseHistory;
import org.dubnium.fleet.pod.PublicAddress;
import org.dubnium.fleet.pod.reconcile.SlotStatus;
import org.dubnium.fleet.runpod.GpuConfig;
import org.dubnium.fleet.runpod.Pod;
import org.dubnium.fleet.service.Pods;
import org.jspecify.annotations.Nullable;

/**
 * A slot and its pod, as {@code GET /api/pods} has it.
 *
 * @param slot such as {@code worker-0}
 * @param name in RunPod; null where there is no pod
 * @param id of RunPod's
 * @param phase {@code absent requested provisioning starting running ready unready stopped failed unknown}
 * @param phases through which the pod has come, the oldest first
 * @param reason why it is not as it is wanted
 * @param undeclared whether no declaration that is in force wants it
 * @param wish {@code running stopped destroyed}
 * @param expectedPerHour rate while it runs
 */
record RentedPod(
    String slot,
    String declaration,
    @Nullable String name,
    @Nullable String id,
    String phase,
    @Nullable String since,
    List<Phase> phases,
    @Nullable String reason,
    boolean undeclared,
    String wish,
    @Nullable String gpu,
    int gpuCount,
    @Nullable String cloud,
    @Nullable String dataCenter,
    double perHour,
    @Nullable Double expectedPerHour,
    double today,
    double total,
    List<Port> ports,
    @Nullable Idle idle) {

  static RentedPod of(SlotStatus slot, Pods.Overview told) {
    Optional<Pod> pod = slot.pod();
    return new RentedPod(
        slot.slot().toString(),
        slot.slot().declaration(),
        slot.name().map(Object::toString).orElse(null),
        pod.map(Pod::id).orElse(null),
        slot.phase().word(),
        slot.since().map(Instant::toString).orElse(null),
        slot.phases().stream().map(Phase::of).toList(),
        slot.reason().orElse(null),
        !slot.inForce(),
        slot.wish().word(),
        pod.flatMap(Pod::gpu).map(GpuConfig::id).orElse(null),
        pod.flatMap(Pod::gpu).map(GpuConfig::count).orElse(0),
        pod.map(each -> each.cloud().name().toLowerCase(Locale.ROOT)).orElse(null),
        pod.flatMap(Pod::dataCenterId).orElse(null),
        slot.rate().dollars(),
        slot.expected().map(rate -> rate.dollars()).orElse(null),
        pod.map(each -> told.costToday(each.id()).dollars()).orElse(0.0),
        slot.cost().dollars(),
        Port.of(slot.addresses()),
        slot.idle().map(idle -> Idle.of(idle, slot.keptUntil(), told.at())).orElse(null));
  }

  /** When a pod came into a phase. */
  record Phase(String phase, String at) {

    private static Phase of(PhaseHistory.Change change) {
      return new Phase(change.phase().word(), change.at().toString());
    }
  }

  /**
   * A port of a running pod.
   *
   * @param number in the container; named {@code private} as RunPod does
   * @param type {@code http} through RunPod's proxy, or {@code tcp}
   * @param address under which it is reached from outside
   */
  record Port(@JsonProperty("private") int number, String type, String address) {

    private static List<Port> of(Map<Integer, PublicAddress> addresses) {
      return new TreeMap<>(addresses)
          .entrySet().stream()
              .map(entry -> of(entry.getKey(), entry.getValue()))
              .toList();
    }

    private static Port of(int number, PublicAddress address) {
      return address.isProxy()
          ? new Port(number, "http", "https://" + address.host() + "/")
          : new Port(number, "tcp", address.host() + ":" + address.port());
    }
  }

  /**
   * How long it has been idle.
   *
   * @param action {@code none kept notice stop}: what is to be done about it
   * @param stopAt when it is stopped if it stays idle
   */
  record Idle(String action, String since, @Nullable String stopAt, @Nullable String keptUntil) {

    private static Idle of(IdleState idle, Optional<Instant> keptUntil, Instant now) {
      return new Idle(
          idle.action().name().toLowerCase(Locale.ROOT),
          now.minus(idle.idleFor()).toString(),
          idle.untilStop().map((Duration left) -> now.plus(left).toString()).orElse(null),
          keptUntil.map(Instant::toString).orElse(null));
    }
  }
}
