package org.dubnium.daemon.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Node;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.policy.Hardware;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.policy.Policy.AudioPolicy;
import org.dubnium.daemon.domain.policy.Policy.DelegationPolicy;
import org.dubnium.daemon.domain.policy.Policy.NoticePolicy;
import org.dubnium.daemon.domain.policy.Policy.PersistencePath;
import org.dubnium.daemon.domain.policy.Policy.ReconcilePolicy;
import org.dubnium.daemon.domain.policy.Policy.ReleasePolicy;
import org.dubnium.daemon.domain.policy.Policy.SessionPolicy;
import org.dubnium.daemon.domain.policy.Policy.SlurmPolicy;
import org.dubnium.daemon.domain.policy.Policy.UserJobPolicy;

/** Reads the whole configuration from the merged files. */
final class ConfigurationReader {

  private final Section root;
  private final Problems problems;
  private final PolicyReader policies;

  ConfigurationReader(Node root, Problems problems) {
    this.root = Section.of(root, problems);
    this.problems = problems;
    this.policies = new PolicyReader(problems);
  }

  Configuration read() throws ConfigException {
    Section observation = root.section("observation");
    Duration deadline = observation.duration("deadline");
    Duration interval = observation.duration("interval");
    if (interval.isPositive() && deadline.compareTo(interval) >= 0) {
      problems.add(
          observation.placeOf("deadline"),
          "cannot wait for a probe longer than until the next observation (lower it)");
    }
    observation.finish();
    Section audit = root.section("audit");
    long rotateMiB = audit.number("rotateMiB", 1, 1024 * 1024);
    long auditFiles = audit.number("files", 4, 10_000);
    audit.finish();
    Configuration.HostPaths hostPaths = hostPaths(root.section("hostPaths"));
    String nvml = nvml(root.section("nvml"));
    Policy policy = policy();
    return new Configuration(
        policy, hostPaths, nvml, deadline, interval, rotateMiB * 1024 * 1024, (int) auditFiles);
  }

  /** Ends the reading: a policy is made only of what is sound. */
  private Policy policy() throws ConfigException {
    Section transition = root.section("transition");
    NoticePolicy notice =
        new NoticePolicy(transition.durationOrNone("grace"), transition.durationOrNone("delayMax"));
    Duration stepTimeout = transition.duration("stepTimeout");
    Duration assertTimeout = transition.duration("assertTimeout");
    transition.finish();
    Map<ModeName, Contract> contracts =
        new ModesReader(problems, stepTimeout).read(root.section("modes"));
    Section boot = root.section("boot");
    Optional<ModeName> bootMode = bootMode(boot, contracts.keySet());
    Hardware hardware = new HardwareReader(root.section("hardware"), problems).read();
    Map<String, String> placement = policies.placement(root.section("capabilityPlacement"));
    ReleasePolicy release = policies.release(root.section("gpuRelease"));
    AudioPolicy audio = policies.audio(root.section("audio"));
    SessionPolicy sessions = policies.sessions(root.section("sessions"));
    UserJobPolicy userJobs = policies.userJobs(root.section("userJobs"));
    Optional<Double> loadPerCpu = policies.loadPerCpu(root.section("cpuLoad"));
    Duration drainDeadline = policies.drainDeadline(root.section("vllm"));
    SlurmPolicy slurm = policies.slurm(root.section("slurm"));
    ReconcilePolicy reconcile = policies.reconcile(root.section("reconcile"));
    DelegationPolicy delegation = policies.delegation(root.section("delegation"));
    List<String> protectedUnits = policies.protectedUnits(root);
    List<PersistencePath> paths = policies.persistencePaths(root, contracts.keySet());
    root.finish();
    problems.throwIfAny();
    return new Policy(
        bootMode.orElseThrow(),
        new Contracts(contracts),
        hardware,
        placement,
        release,
        audio,
        sessions,
        userJobs,
        loadPerCpu,
        drainDeadline,
        slurm,
        protectedUnits,
        paths,
        notice,
        stepTimeout,
        assertTimeout,
        reconcile,
        delegation);
  }

  private Optional<ModeName> bootMode(Section boot, Set<ModeName> modes) {
    Optional<Value<ModeName>> mode = boot.requiredText("defaultMode", Terms::mode);
    boot.finish();
    mode.ifPresent(found -> policies.requireKnown(found, modes));
    return mode.map(Value::value);
  }

  private static Configuration.HostPaths hostPaths(Section section) {
    Configuration.HostPaths paths =
        new Configuration.HostPaths(
            path(section, "proc"), path(section, "sys"), path(section, "dev"));
    section.finish();
    return paths;
  }

  private static String path(Section section, String key) {
    return section.requiredText(key, Terms::path).map(Value::value).orElse("/");
  }

  private static String nvml(Section section) {
    String library =
        section.requiredText("library", Terms::library).map(Value::value).orElse("");
    section.finish();
    return library;
  }
}
