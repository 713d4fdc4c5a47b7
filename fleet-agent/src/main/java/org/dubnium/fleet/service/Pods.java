package org.dubnium.fleet.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.pod.CostHistory;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.reconcile.DeclarationStatus;
import org.dubnium.fleet.pod.reconcile.PodFleetStatus;
import org.dubnium.fleet.pod.reconcile.PodPlan;
import org.dubnium.fleet.pod.reconcile.Reconciler;
import org.dubnium.fleet.pod.reconcile.RemainingPod;
import org.dubnium.fleet.pod.reconcile.SlotStatus;
import org.dubnium.fleet.pod.store.PodEvent;
import org.dubnium.fleet.runpod.NetworkVolume;
import org.dubnium.fleet.runpod.RunpodApi;
import org.dubnium.fleet.runpod.RunpodException;

/** Rented pods: shown, planned, applied, and changed one by one. Safe for use by many threads. */
public final class Pods {

  private static final int MOST_EVENTS = 50;

  private final Reconciler reconciler;
  private final RunpodApi runpod;
  private final Supplier<Credential> credential;
  private final InstantSource clock;

  /**
   * Makes one.
   *
   * @param credential with the API key, as it is now
   */
  public Pods(
      Reconciler reconciler,
      RunpodApi runpod,
      Supplier<Credential> credential,
      InstantSource clock) {
    this.reconciler = reconciler;
    this.runpod = runpod;
    this.credential = credential;
    this.clock = clock;
  }

  /**
   * The credential that holds RunPod's key.
   *
   * @param given whether this service has it
   */
  public record Credential(String name, boolean given) {}

  /**
   * All that there is to show.
   *
   * @param events the newest first
   * @param at when this was put together
   */
  public record Overview(
      PodFleetStatus status,
      CostHistory costs,
      List<PodEvent> events,
      Credential credential,
      Instant at) {

    public Overview {
      events = List.copyOf(events);
    }

    /** The day of the bill, which begins at midnight UTC. */
    public LocalDate today() {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** What a pod cost today. */
    public Usd costToday(String podId) {
      return costs.ofPodOn(podId, today()).amount();
    }

    /** What the pods of a declaration cost per hour now. */
    public Usd rate(String declaration) {
      return status.slots().stream()
          .filter(slot -> slot.slot().declaration().equals(declaration))
          .map(SlotStatus::rate)
          .reduce(Usd.ZERO, Usd::plus);
    }
  }

  /** What applying the selected declarations would do, and how they stand. */
  public record Preview(PodPlan plan, List<DeclarationStatus> declarations) {

    public Preview {
      declarations = List.copyOf(declarations);
    }
  }

  /** As they were last seen; empty if no pods are declared. */
  public Optional<Overview> overview() throws OperationException {
    Optional<PodFleetStatus> status = reconciler.status();
    return status.isEmpty() ? Optional.empty() : Optional.of(overview(status.get()));
  }

  private Overview overview(PodFleetStatus status) throws OperationException {
    return new Overview(
        status,
        reconciler.costs(),
        reconciler.events(MOST_EVENTS),
        credential.get(),
        clock.instant());
  }

  /** What applying some of the declarations would do now, by a fresh listing and the catalog's prices. */
  public Preview plan(Selection selection) throws OperationException, InterruptedException {
    PodPlan plan = reconciler.plan(selection);
    return new Preview(
        plan,
        required().declarations().stream()
            .filter(each -> selection.includes(each.name()))
            .toList());
  }

  /**
   * Puts what is declared in force, as far as it is selected.
   *
   * @param fingerprint of the plan that was shown
   * @param actor who decides that
   */
  public void apply(String fingerprint, Selection selection, String actor)
      throws OperationException, InterruptedException {
    reconciler.apply(fingerprint, selection, actor);
  }

  /** Has the pod of a slot run. A pod is named by its slot, its name, or RunPod's id. */
  public void start(String pod, String actor) throws OperationException, InterruptedException {
    reconciler.start(find(pod).slot().toString(), actor);
  }

  /** Has the pod of a slot stopped; its disk is billed still. */
  public void stop(String pod, String actor) throws OperationException, InterruptedException {
    reconciler.stop(find(pod).slot().toString(), actor);
  }

  /** Has a pod destroyed, with all that is on its own disks. */
  public void destroy(String pod, String actor) throws OperationException, InterruptedException {
    SlotStatus found = find(pod);
    String target =
        found.inForce()
            ? found.slot().toString()
            : found.name().map(PodName::toString).orElseThrow(() -> notFound());
    reconciler.destroy(target, actor);
  }

  /** Takes a pod that no declaration wants over for the slot that its name says. */
  public void adopt(String pod, String actor) throws OperationException, InterruptedException {
    reconciler.adopt(
        find(pod).name().map(PodName::toString).orElseThrow(() -> notFound()), actor);
  }

  /** Has an idle pod run on for a time. */
  public void keep(String pod, Duration time, String actor)
      throws OperationException, InterruptedException {
    reconciler.keep(find(pod).slot().toString(), clock.instant().plus(time), actor);
  }

  /**
   * Destroys every pod of the fleet.
   *
   * @param fleet its id, so that nobody destroys another's by mistake
   * @return those that a fresh listing has nevertheless
   */
  public List<RemainingPod> destroyAll(String fleet, String actor)
      throws OperationException, InterruptedException {
    String ours = required().fleet();
    if (!ours.equals(fleet)) {
      throw new OperationException(
          Kind.INVALID, "cannot destroy another fleet's pods: this one is called '" + ours + "'");
    }
    return reconciler.destroyAll(actor);
  }

  /** The network volumes that are declared: they outlive every pod, and are billed as long as they are there. */
  public List<NetworkVolume> volumes() throws OperationException, InterruptedException {
    Set<String> named =
        required().declarations().stream()
            .flatMap(each -> each.declared().stream())
            .flatMap(each -> each.storage().stream())
            .flatMap(
                storage ->
                    storage instanceof PodStorage.Network network
                        ? Stream.of(network.volume())
                        : Stream.empty())
            .collect(Collectors.toSet());
    if (named.isEmpty()) {
      return List.of();
    }
    try {
      return runpod.listNetworkVolumes().stream()
          .filter(volume -> named.contains(volume.id()))
          .toList();
    } catch (RunpodException failed) {
      throw failed.toOperationException();
    }
  }

  /** RunPod's id of the pod in a slot, or of that name; empty if there is none. */
  public Optional<String> id(String pod) {
    return reconciler.status().stream()
        .flatMap(status -> status.slots().stream())
        .filter(slot -> isNamed(slot, pod))
        .flatMap(slot -> slot.pod().stream())
        .map(found -> found.id())
        .findFirst();
  }

  /** The slots in which there are pods. */
  public List<String> slots() {
    return reconciler.status().stream()
        .flatMap(status -> status.slots().stream())
        .filter(slot -> slot.inForce() && slot.pod().isPresent())
        .map(slot -> slot.slot().toString())
        .toList();
  }

  private PodFleetStatus required() throws OperationException {
    return reconciler
        .status()
        .orElseThrow(
            () ->
                new OperationException(
                    Kind.NOT_FOUND,
                    "cannot tell of pods: none are declared, or none were looked for yet"));
  }

  private SlotStatus find(String pod) throws OperationException {
    return required().slots().stream()
        .filter(slot -> isNamed(slot, pod))
        .findFirst()
        .orElseThrow(() -> notFound());
  }

  /** A slot in force comes first: another pod may have its place in its name. */
  private static boolean isNamed(SlotStatus slot, String pod) {
    return (slot.inForce() && slot.slot().toString().equals(pod))
        || slot.name().filter(name -> name.toString().equals(pod)).isPresent()
        || slot.pod().filter(found -> found.id().equals(pod)).isPresent();
  }

  private static OperationException notFound() {
    return new OperationException(
        Kind.NOT_FOUND, "cannot find such a pod: give its slot, its name, or RunPod's id of it");
  }
}
