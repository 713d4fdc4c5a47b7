package org.dubnium.daemon.fake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.dubnium.daemon.port.UnitManager;
import org.jspecify.annotations.Nullable;

/**
 * systemd without processes: units with wants, requirements, conflicts and PartOf, and jobs that
 * end at once unless a unit is {@link FakeUnit#held() held}.
 */
public final class FakeUnitManager implements UnitManager {

  /** Closed: reads hang. */
  public final Gate gate = new Gate();

  private final Map<UnitName, FakeUnit> units = new ConcurrentHashMap<>();
  private final List<FakeJob> jobs = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();
  private final Set<UnitName> refusesProperties = ConcurrentHashMap.newKeySet();
  private final Listeners listeners = new Listeners();
  private final AtomicInteger failingReads = new AtomicInteger();
  private volatile @Nullable String broken;
  private volatile boolean booted = true;

  /** The unit of this name; a new one if there is none yet. */
  public FakeUnit unit(String name) {
    return units.computeIfAbsent(new UnitName(name), FakeUnit::new);
  }

  /** What was asked for so far: {@code start NAME restart NAME stop NAME set NAME}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Runs something, once, when this is asked for (as in {@link #calls}), before it is done. */
  public void before(String call, Runnable hook) {
    hooks.put(call, hook);
  }

  /** Readings fail from now on; null: no longer. */
  public void breakReads(@Nullable String why) {
    broken = why;
  }

  /** The next {@code count} readings of units fail. */
  public void failReads(int count) {
    failingReads.set(count);
  }

  public void booted(boolean value) {
    booted = value;
  }

  public void refuseProperties(String unit) {
    refusesProperties.add(new UnitName(unit));
  }

  /** Lets jobs go on that wait for a held unit; it ends as {@code startEnds} or so says. */
  public void letGo(String unit) {
    FakeUnit found = unit(unit);
    found.held = false;
    jobs.stream().filter(job -> job.typeFor(found.name).isPresent()).toList().forEach(FakeJob::run);
    found.arrive();
  }

  /** A unit that was active fails by itself. */
  public void fail(String unit, String result) {
    FakeUnit found = unit(unit);
    found.failed(result);
    found.onStop.forEach(Runnable::run);
    changed();
  }

  /** Tells listeners, as after a change that was made through {@link #unit}. */
  public void changed() {
    jobs.removeIf(job -> job.result().isDone());
    listeners.call();
  }

  @Override
  public Reading<Map<UnitName, UnitState>> read(Set<UnitName> wanted) {
    gate.pass();
    String why = broken;
    if (why != null) {
      return Reading.unavailable(why);
    }
    if (failingReads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Reading.unavailable("systemd did not answer in time");
    }
    Map<UnitName, UnitState> states = new HashMap<>();
    for (UnitName asked : wanted) {
      if (!units.containsKey(asked)) {
        states.put(asked, new FakeUnit(asked).notFound().state(Optional.empty(), Set.of(), Set.of()));
        continue;
      }
      FakeUnit unit = unit(asked.value());
      withDependents(unit).forEach(other -> states.put(other.name, state(other)));
      for (UnitName conflict : conflicts(unit)) {
        withDependents(unit(conflict.value()))
            .forEach(other -> states.put(other.name, state(other)));
      }
    }
    return Reading.of(Map.copyOf(states));
  }

  @Override
  public Reading<Set<UnitName>> failed() {
    return Reading.of(
        units.values().stream()
            .map(this::state)
            .filter(unit -> unit.activeState().equals("failed"))
            .map(UnitState::name)
            .collect(Collectors.toSet()));
  }

  @Override
  public Reading<Boolean> isBooted() {
    String why = broken;
    return why == null ? Reading.of(booted) : Reading.unavailable(why);
  }

  @Override
  public UnitJob start(UnitName name) {
    call("start " + name);
    return begin(name, false);
  }

  @Override
  public UnitJob restart(UnitName name) {
    call("restart " + name);
    return begin(name, true);
  }

  private UnitJob begin(UnitName name, boolean anew) {
    FakeUnit main = units.get(name);
    UnitJob refusal = refusal(name, main);
    if (main == null || refusal != null) {
      return refusal == null ? notFound(name) : refusal;
    }
    Set<FakeUnit> starts = new LinkedHashSet<>();
    UnitName missing = pullIn(main, starts, new HashSet<>());
    if (missing != null) {
      return notFound(missing);
    }
    Set<FakeUnit> stops = new LinkedHashSet<>();
    starts.forEach(
        unit ->
            conflicts(unit).stream()
                .map(conflict -> unit(conflict.value()))
                .filter(other -> !other.isDown())
                .forEach(other -> stops.addAll(withDependents(other))));
    stops.removeAll(starts);
    if (anew && !main.isDown()) {
      stops.add(main);
    }
    return enqueue(main, List.copyOf(stops), List.copyOf(starts));
  }

  @Override
  public UnitJob stop(UnitName name) {
    call("stop " + name);
    FakeUnit main = units.get(name);
    UnitJob refusal = refusal(name, main);
    if (main == null || refusal != null) {
      return refusal == null ? notFound(name) : refusal;
    }
    return enqueue(main, withDependents(main), List.of());
  }

  @Override
  public void setProperties(UnitName unit, SliceSettings settings) throws HostException {
    call("set " + unit);
    if (refusesProperties.contains(unit) || !units.containsKey(unit)) {
      throw new HostException("cannot set properties of " + unit + ": refused by this fake");
    }
    unit(unit.value()).set(settings);
    changed();
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void call(String call) {
    calls.add(call);
    Runnable hook = hooks.remove(call);
    if (hook != null) {
      hook.run();
    }
  }

  private static @Nullable UnitJob refusal(UnitName name, @Nullable FakeUnit unit) {
    if (unit == null || unit.loadState().equals("not-found")) {
      return notFound(name);
    }
    JobResult.Kind refused = unit.refusal;
    if (refused != null) {
      return FakeJob.refused(refused, "refused by this fake");
    }
    return switch (unit.loadState()) {
      case "loaded" -> null;
      case "masked" -> FakeJob.refused(JobResult.Kind.MASKED, "Unit " + name + " is masked.");
      default -> FakeJob.refused(JobResult.Kind.ERROR, "Unit " + name + " is not loadable.");
    };
  }

  private static UnitJob notFound(UnitName name) {
    return FakeJob.refused(JobResult.Kind.NOT_FOUND, "Unit " + name + " not found.");
  }

  private UnitJob enqueue(FakeUnit main, List<FakeUnit> stops, List<FakeUnit> starts) {
    FakeJob job = new FakeJob(main, stops, starts, this::changed);
    jobs.add(job);
    job.run();
    return job;
  }

  /** Adds what a start of this unit pulls in, then the unit; tells what is required and missing. */
  private @Nullable UnitName pullIn(FakeUnit unit, Set<FakeUnit> into, Set<FakeUnit> seen) {
    if (!seen.add(unit)) {
      return null;
    }
    for (UnitName required : unit.requires) {
      FakeUnit found = units.get(required);
      UnitName missing = found == null ? required : pullIn(found, into, seen);
      if (missing != null) {
        return missing;
      }
    }
    for (FakeUnit wanted : List.copyOf(units.values())) {
      boolean pulled =
          unit.wants.contains(wanted.name)
              || (wanted.isEnabled() && wanted.wantedBy.contains(unit.name));
      if (pulled && wanted.loadState().equals("loaded")) {
        pullIn(wanted, into, seen);
      }
    }
    into.add(unit);
    return null;
  }

  private Set<UnitName> conflicts(FakeUnit unit) {
    Set<UnitName> all = new HashSet<>(unit.conflicts);
    for (FakeUnit other : units.values()) {
      if (other.conflicts.contains(unit.name)) {
        all.add(other.name);
      }
    }
    all.retainAll(units.keySet());
    return all;
  }

  /** What stops with a unit, directly: units that require it or are part of it. */
  private List<FakeUnit> dependents(FakeUnit unit) {
    return units.values().stream()
        .filter(other -> other.requires.contains(unit.name) || other.partOf.contains(unit.name))
        .sorted(java.util.Comparator.comparing(other -> other.name))
        .toList();
  }

  /** The unit, after all that stops with it. */
  private List<FakeUnit> withDependents(FakeUnit unit) {
    Set<FakeUnit> all = new LinkedHashSet<>();
    List<FakeUnit> ahead = new ArrayList<>(List.of(unit));
    while (!ahead.isEmpty()) {
      FakeUnit next = ahead.removeFirst();
      if (all.add(next)) {
        ahead.addAll(dependents(next));
      }
    }
    return new ArrayList<>(all).reversed();
  }

  private UnitState state(FakeUnit unit) {
    Set<UnitName> stopsWith = new HashSet<>();
    withDependents(unit).forEach(other -> stopsWith.add(other.name));
    stopsWith.remove(unit.name);
    Optional<String> job =
        jobs.stream().flatMap(queued -> queued.typeFor(unit.name).stream()).findFirst();
    return unit.state(job, conflicts(unit), stopsWith);
  }
}
