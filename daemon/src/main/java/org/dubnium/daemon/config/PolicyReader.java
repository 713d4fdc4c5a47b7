package org.dubnium.daemon.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.common.config.Node;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Suggestion;
import org.dubnium.common.config.Value;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitPattern;
import org.dubnium.daemon.domain.policy.Policy.AudioPolicy;
import org.dubnium.daemon.domain.policy.Policy.DelegationPolicy;
import org.dubnium.daemon.domain.policy.Policy.HolderRule;
import org.dubnium.daemon.domain.policy.Policy.PersistencePath;
import org.dubnium.daemon.domain.policy.Policy.ReconcilePolicy;
import org.dubnium.daemon.domain.policy.Policy.ReleasePolicy;
import org.dubnium.daemon.domain.policy.Policy.SessionPolicy;
import org.dubnium.daemon.domain.policy.Policy.SlurmPolicy;
import org.dubnium.daemon.domain.policy.Policy.UserJobPolicy;

/** Reads what is tolerated, protected and needed. */
final class PolicyReader {

  private static final long MOST_MIB = 1L << 30;
  private static final int MOST_LOAD = 1000;

  private final Problems problems;

  PolicyReader(Problems problems) {
    this.problems = problems;
  }

  ReleasePolicy release(Section section) {
    Section residual = section.section("residualMiB");
    long display = residual.number("display", 0, MOST_MIB);
    long compute = residual.number("compute", 0, MOST_MIB);
    residual.finish();
    int samples = (int) section.number("consecutiveSamples", 1, 1000);
    Duration interval = section.duration("sampleInterval");
    Duration timeout = section.duration("timeout");
    if (timeout.isPositive() && interval.multipliedBy(samples).compareTo(timeout) >= 0) {
      problems.add(
          section.placeOf("timeout"),
          "cannot take %d samples within this time (raise it, or lower sampleInterval)"
              .formatted(samples));
    }
    List<HolderRule> tolerated = holders(section.elements("toleratedHolders"));
    section.finish();
    return new ReleasePolicy(display, compute, samples, interval, timeout, tolerated);
  }

  private List<HolderRule> holders(List<Node> nodes) {
    List<HolderRule> rules = new ArrayList<>();
    for (Node node : nodes) {
      Section section = Section.of(node, problems);
      Optional<String> command =
          section.optionalText("command", Terms::command).map(Value::value);
      Optional<UnitPattern> unit =
          section.optionalText("unit", Terms::pattern).map(Value::value);
      boolean deviceOnly = section.optionalFlag("deviceOnly").orElse(false);
      section.finish();
      if (!section.has("command") && !section.has("unit")) {
        problems.add(
            section.place(), "cannot tolerate just anything (name a command, a unit, or both)");
      }
      if (command.isPresent() || unit.isPresent()) {
        rules.add(new HolderRule(command, unit, deviceOnly));
      }
    }
    return rules;
  }

  SessionPolicy sessions(Section section) {
    Section neverEnd = section.section("neverEnd");
    Set<String> users =
        neverEnd.texts("users", text -> text).stream()
            .map(Value::value)
            .collect(Collectors.toSet());
    boolean others = neverEnd.flag("others");
    boolean remote = neverEnd.flag("remote");
    boolean inhibited = neverEnd.flag("inhibited");
    neverEnd.finish();
    List<UnitPattern> desktopUnits = patterns(section, "desktopUnits");
    section.finish();
    return new SessionPolicy(users, others, remote, inhibited, desktopUnits);
  }

  ReconcilePolicy reconcile(Section section) {
    int budget = (int) section.number("budget", 0, 100);
    Duration window = section.duration("window");
    Section backoff = section.section("backoff");
    Duration first = backoff.duration("first");
    Duration longest = backoff.duration("longest");
    if (longest.isPositive() && first.compareTo(longest) > 0) {
      problems.add(
          backoff.placeOf("longest"),
          "cannot wait less at last than at first (raise it, or lower first)");
    }
    backoff.finish();
    section.finish();
    return new ReconcilePolicy(budget, window, first, longest);
  }

  DelegationPolicy delegation(Section section) {
    Set<String> services =
        section.texts("services", Terms::unit).stream()
            .map(unit -> unit.value().value())
            .collect(Collectors.toSet());
    Duration idle = section.duration("idle");
    Duration life = section.duration("life");
    if (life.isPositive() && idle.compareTo(life) > 0) {
      problems.add(
          section.placeOf("life"),
          "cannot end a delegation before it may be idle for so long (raise it, or lower idle)");
    }
    section.finish();
    return new DelegationPolicy(services, idle, life);
  }

  private static List<UnitPattern> patterns(Section section, String key) {
    return section.texts(key, Terms::pattern).stream().map(Value::value).toList();
  }

  AudioPolicy audio(Section section) {
    Set<String> names = new LinkedHashSet<>();
    section.texts("processes", Terms::command).forEach(name -> names.add(name.value()));
    List<UnitPattern> units = patterns(section, "units");
    section.finish();
    return new AudioPolicy(names, units);
  }

  UserJobPolicy userJobs(Section section) {
    Duration minRuntime = section.duration("minRuntime");
    Set<String> ignore =
        section.texts("ignore", Terms::command).stream()
            .map(Value::value)
            .collect(Collectors.toSet());
    section.finish();
    return new UserJobPolicy(minRuntime, ignore);
  }

  Duration drainDeadline(Section section) {
    Duration deadline = section.durationOrNone("drainDeadline");
    section.finish();
    return deadline;
  }

  SlurmPolicy slurm(Section section) {
    Map<String, JobPolicy> words = new LinkedHashMap<>();
    Map<JobPolicy, Duration> deadlines = new EnumMap<>(JobPolicy.class);
    Section times = section.section("deadline");
    for (JobPolicy policy : JobPolicy.values()) {
      words.put(policy.text(), policy);
      deadlines.put(policy, times.durationOrNone(policy.text()));
    }
    times.finish();
    JobPolicy jobs = section.optionalChoice("jobs", words).orElse(JobPolicy.WAIT);
    Section kept = section.section("neverInterrupt");
    Set<String> users = names(kept, "users");
    Set<String> partitions = names(kept, "partitions");
    kept.finish();
    section.finish();
    return new SlurmPolicy(jobs, deadlines, users, partitions);
  }

  private static Set<String> names(Section section, String key) {
    return section.texts(key, text -> text).stream().map(Value::value).collect(Collectors.toSet());
  }

  /** Empty for no limit. */
  Optional<Double> loadPerCpu(Section section) {
    Optional<Double> limit = section.optionalDecimal("perCpu", MOST_LOAD);
    section.finish();
    return limit;
  }

  /** Capabilities with the host that has each: {@code local}, or a host's name. */
  Map<String, String> placement(Section section) {
    Map<String, String> placement = new LinkedHashMap<>();
    for (String capability : Terms.CAPABILITIES) {
      section
          .optionalText(capability, Terms::host)
          .ifPresent(host -> placement.put(capability, host.value()));
    }
    section.finish();
    return placement;
  }

  List<String> protectedUnits(Section root) {
    return root.texts("protectedUnits", Terms::pattern).stream()
        .map(pattern -> pattern.value().toString())
        .toList();
  }

  List<PersistencePath> persistencePaths(Section root, Set<ModeName> modes) {
    List<PersistencePath> paths = new ArrayList<>();
    for (Node node : root.elements("persistencePaths")) {
      Section section = Section.of(node, problems);
      Optional<Value<String>> path = section.optionalText("path", Terms::path);
      if (!section.has("path")) {
        problems.add(section.place(), "cannot need a path without 'path' (name it)");
      }
      Set<ModeName> needing = new LinkedHashSet<>();
      for (Value<ModeName> mode : section.texts("modes", Terms::mode)) {
        requireKnown(mode, modes);
        needing.add(mode.value());
      }
      boolean writable = section.optionalFlag("writable").orElse(true);
      long minFree = section.optionalNumber("minFreeMiB", 0, MOST_MIB).orElse(0L);
      section.finish();
      path.ifPresent(
          found -> paths.add(new PersistencePath(found.value(), needing, writable, minFree)));
    }
    return paths;
  }

  void requireKnown(Value<ModeName> mode, Set<ModeName> modes) {
    if (!modes.contains(mode.value())) {
      List<String> known = modes.stream().map(ModeName::value).toList();
      problems.add(
          mode.place(),
          "cannot find a mode '%s' %s"
              .formatted(mode.value(), Suggestion.among(known, mode.value().value())));
    }
  }
}
