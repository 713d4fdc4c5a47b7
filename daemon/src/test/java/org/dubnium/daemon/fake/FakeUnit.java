package org.dubnium.daemon.fake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.jspecify.annotations.Nullable;

/** One unit of a {@link FakeUnitManager}: loaded, static and inactive until told otherwise. */
public final class FakeUnit {

  /** Where a unit stands on its way. */
  enum Phase {
    INACTIVE("inactive", "dead"),
    ACTIVATING("activating", "start"),
    RESTARTING("activating", "auto-restart"),
    ACTIVE("active", "running"),
    DEACTIVATING("deactivating", "stop-sigterm"),
    FAILED("failed", "failed");

    final String activeState;
    final String subState;

    Phase(String activeState, String subState) {
      this.activeState = activeState;
      this.subState = subState;
    }

    boolean isDown() {
      return this == INACTIVE || this == FAILED;
    }
  }

  final UnitName name;
  final Set<UnitName> wants = ConcurrentHashMap.newKeySet();
  final Set<UnitName> wantedBy = ConcurrentHashMap.newKeySet();
  final Set<UnitName> requires = ConcurrentHashMap.newKeySet();
  final Set<UnitName> conflicts = ConcurrentHashMap.newKeySet();
  final Set<UnitName> partOf = ConcurrentHashMap.newKeySet();
  final List<Runnable> onStart = new CopyOnWriteArrayList<>();
  final List<Runnable> onStop = new CopyOnWriteArrayList<>();
  private volatile String loadState = "loaded";
  private volatile String fileState = "static";
  private volatile String result;
  private volatile Phase phase = Phase.INACTIVE;
  private volatile SliceSettings slice =
      new SliceSettings(SliceSettings.UNSET, SliceSettings.UNSET, CpuSet.UNRESTRICTED);
  volatile JobResult.Kind startEnds = JobResult.Kind.DONE;
  volatile JobResult.Kind stopEnds = JobResult.Kind.DONE;
  volatile JobResult.@Nullable Kind refusal;
  volatile boolean held;

  FakeUnit(UnitName name) {
    this.name = name;
    this.result = isService() ? "success" : "";
  }

  public FakeUnit active() {
    phase = Phase.ACTIVE;
    return this;
  }

  /** Half-way up, as a service that has not yet said that it is ready. */
  public FakeUnit activating() {
    phase = Phase.ACTIVATING;
    return this;
  }

  /** Its last attempt failed, and systemd starts it again after a pause: start jobs wait until then. */
  public FakeUnit restarting() {
    phase = Phase.RESTARTING;
    return this;
  }

  public FakeUnit inactive() {
    phase = Phase.INACTIVE;
    return this;
  }

  /** Failed, with systemd's word for why, such as {@code exit-code}. */
  public FakeUnit failed(String why) {
    phase = Phase.FAILED;
    result = isService() ? why : "";
    return this;
  }

  public FakeUnit masked() {
    loadState = "masked";
    fileState = "masked";
    return this;
  }

  /** Not on this machine. */
  public FakeUnit notFound() {
    loadState = "not-found";
    fileState = "";
    return this;
  }

  /** As {@code UnitFileState}: {@code enabled disabled static …}. */
  public FakeUnit file(String state) {
    fileState = state;
    return this;
  }

  public FakeUnit wants(String... units) {
    addAll(wants, units);
    return this;
  }

  /** As in {@code [Install]}: these want it as long as it is enabled. */
  public FakeUnit wantedBy(String... units) {
    addAll(wantedBy, units);
    return this;
  }

  public FakeUnit requires(String... units) {
    addAll(requires, units);
    return this;
  }

  /** Works in both directions, as with systemd. */
  public FakeUnit conflictsWith(String... units) {
    addAll(conflicts, units);
    return this;
  }

  public FakeUnit partOf(String... units) {
    addAll(partOf, units);
    return this;
  }

  public FakeUnit slice(SliceSettings settings) {
    slice = settings;
    return this;
  }

  /** How starts of it end from now on. {@code FAILED} and {@code TIMEOUT} leave it failed. */
  public FakeUnit startEnds(JobResult.Kind kind) {
    startEnds = kind;
    return this;
  }

  /** How stops of it end from now on. Anything but {@code DONE} leaves it as it is. */
  public FakeUnit stopEnds(JobResult.Kind kind) {
    stopEnds = kind;
    return this;
  }

  /** Jobs for it are refused from now on, as {@code DESTRUCTIVE} ones are; null: no longer. */
  public FakeUnit refuses(JobResult.@Nullable Kind kind) {
    refusal = kind;
    return this;
  }

  /** Jobs that start or stop it stay under way until {@link FakeUnitManager#letGo}. */
  public FakeUnit held() {
    held = true;
    return this;
  }

  /** Something else that happens whenever it has become active. */
  public FakeUnit onStart(Runnable effect) {
    onStart.add(effect);
    return this;
  }

  /** Something else that happens whenever it has gone down. */
  public FakeUnit onStop(Runnable effect) {
    onStop.add(effect);
    return this;
  }

  public boolean isActive() {
    return phase == Phase.ACTIVE;
  }

  boolean isDown() {
    return phase.isDown();
  }

  boolean awaitsRestart() {
    return phase == Phase.RESTARTING;
  }

  boolean isEnabled() {
    return fileState.equals("enabled");
  }

  String loadState() {
    return loadState;
  }

  void enter(Phase next) {
    phase = next;
    if (next == Phase.ACTIVE && isService()) {
      result = "success";
    }
  }

  /** Goes by itself where it is on its way to. */
  void arrive() {
    switch (phase) {
      case ACTIVATING -> {
        enter(Phase.ACTIVE);
        onStart.forEach(Runnable::run);
      }
      case DEACTIVATING -> {
        enter(Phase.INACTIVE);
        onStop.forEach(Runnable::run);
      }
      case INACTIVE, ACTIVE, FAILED, RESTARTING -> {}
    }
  }

  void set(SliceSettings changed) {
    slice =
        new SliceSettings(
            changed.cpuWeight() == null ? slice.cpuWeight() : changed.cpuWeight(),
            changed.ioWeight() == null ? slice.ioWeight() : changed.ioWeight(),
            changed.allowedCpus() == null ? slice.allowedCpus() : changed.allowedCpus());
  }

  UnitState state(Optional<String> job, Set<UnitName> allConflicts, Set<UnitName> stopsWith) {
    return new UnitState(
        name,
        loadState,
        phase.activeState,
        phase.subState,
        fileState,
        result,
        job,
        allConflicts,
        stopsWith,
        name.value().endsWith(".slice") ? Optional.of(slice) : Optional.empty());
  }

  private boolean isService() {
    return name.value().endsWith(".service");
  }

  private static void addAll(Set<UnitName> set, String... units) {
    for (String unit : units) {
      set.add(new UnitName(unit));
    }
  }
}
