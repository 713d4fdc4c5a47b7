package org.dubnium.testbed.runpod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.dubnium.testbed.runpod.fault.FaultPlan;
import org.dubnium.testbed.runpod.history.History;
import org.jspecify.annotations.Nullable;

/** What an account has, and the time of it. */
final class Account {

  private static final String ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 14;

  final StandInSettings settings;
  final RandomGenerator random;
  final Stock stock;
  final PodLifecycle lifecycle;
  final PodJson podJson;

  /** Those that exist, in the order of their creation. */
  final Map<String, Pod> pods = new LinkedHashMap<>();

  final Map<String, Volume> volumes = new LinkedHashMap<>();
  final Templates templates = new Templates();
  final Registries registries = new Registries();
  List<String> sshKeys = List.of();

  private final List<Pod> everyPod = new ArrayList<>();
  private final List<Volume> everyVolume = new ArrayList<>();

  /** Those that have ended, with the time until when they are in the list. */
  private final Map<Pod, Instant> lingering = new LinkedHashMap<>();

  private Instant now;

  Account(
      StandInSettings settings,
      FaultPlan faults,
      PodHost host,
      RandomGenerator random,
      Instant now) {
    this.settings = settings;
    this.random = random;
    this.now = now;
    stock = new Stock(settings.catalog());
    podJson = new PodJson(host);
    lifecycle = new PodLifecycle(settings.timing(), faults, random, host, podJson);
  }

  Instant now() {
    return now;
  }

  /** An identifier that nothing else has. */
  String newId() {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int index = 0; index < ID_LENGTH; index++) {
      id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
    }
    return id.toString();
  }

  /** Takes in a new pod, whose GPUs are taken already. */
  void add(Pod pod) {
    pods.put(pod.id, pod);
    everyPod.add(pod);
    lifecycle.create(pod, now);
  }

  void add(Volume volume) {
    volumes.put(volume.id, volume);
    everyVolume.add(volume);
  }

  Pod pod(String id) {
    Pod pod = pods.get(id);
    if (pod == null) {
      throw Problem.notFound("pod");
    }
    return pod;
  }

  Volume volume(String id) {
    Volume volume = volumes.get(id);
    if (volume == null) {
      throw Problem.notFound("network volume");
    }
    return volume;
  }

  /** Ends a pod. */
  void terminate(Pod pod) {
    lifecycle.terminate(pod, now);
    remove(pod, now);
  }

  /** Those of the list that the API tells. */
  List<Pod> listed() {
    List<Pod> listed = new ArrayList<>();
    pods.values().stream().filter(pod -> !now.isBefore(pod.listedFrom)).forEach(listed::add);
    lingering.values().removeIf(until -> !now.isBefore(until));
    listed.addAll(lingering.keySet());
    return listed;
  }

  /** When something changes next by itself. */
  Optional<Instant> nextChange() {
    return Optional.ofNullable(nextDue()).map(pod -> pod.due);
  }

  /** Lets everything happen that is due until then, in the order of time. */
  void advanceTo(Instant time) {
    for (Pod pod = nextDue(); pod != null; pod = nextDue()) {
      Instant due = pod.due;
      if (due == null || due.isAfter(time)) {
        break;
      }
      lifecycle.step(pod, due);
      if (pod.goneAt != null) {
        remove(pod, due);
      }
    }
    if (time.isAfter(now)) {
      now = time;
    }
  }

  History history() {
    return new History(
        now,
        everyPod.stream().map(Pod::history).toList(),
        everyVolume.stream().map(Volume::history).toList());
  }

  private void remove(Pod pod, Instant end) {
    pods.remove(pod.id);
    Instant until = lifecycle.listedUntil(pod, end);
    if (until.isAfter(end)) {
      lingering.put(pod, until);
    }
  }

  private @Nullable Pod nextDue() {
    Pod first = null;
    Instant earliest = Instant.MAX;
    for (Pod pod : pods.values()) {
      if (pod.due != null && pod.due.isBefore(earliest)) {
        first = pod;
        earliest = pod.due;
      }
    }
    return first;
  }
}
