package org.dubnium.daemon.domain.transition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.cluster.ClusterJobs;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ModelName;

/** One thing that a transition does or awaits. Each is safe to run twice. */
public sealed interface Step {

  /** What kind of step it is, lower-case with dashes. */
  String kind();

  /** What it is done to. */
  String subject();

  /** Stop a unit, and all that stops with it, through one systemd job. */
  record StopUnit(UnitName unit) implements Step {
    @Override
    public String kind() {
      return "stop-unit";
    }

    @Override
    public String subject() {
      return unit.value();
    }
  }

  /** Start a unit, and all that it pulls in, through one systemd job. */
  record StartUnit(UnitName unit) implements Step {
    @Override
    public String kind() {
      return "start-unit";
    }

    @Override
    public String subject() {
      return unit.value();
    }
  }

  /**
   * End a logind session and wait until it is over.
   *
   * @param user for whom it is shown
   */
  record TerminateSession(String session, String user) implements Step {
    @Override
    public String kind() {
      return "terminate-session";
    }

    @Override
    public String subject() {
      return session;
    }
  }

  /** Set resource settings of a unit until the next boot. */
  record SetUnitProperties(UnitName unit, SliceSettings settings) implements Step {
    @Override
    public String kind() {
      return "set-unit-properties";
    }

    @Override
    public String subject() {
      return unit.value();
    }
  }

  /**
   * Wait until nothing intolerable holds these GPUs.
   *
   * @param gpus UUIDs; none for all that the driver shows
   */
  record AwaitGpuRelease(List<String> gpus) implements Step {
    public AwaitGpuRelease {
      gpus = List.copyOf(gpus);
    }

    @Override
    public String kind() {
      return "await-gpu-release";
    }

    @Override
    public String subject() {
      return String.join(",", gpus);
    }
  }

  /**
   * Select the model that the server serves when it is started next.
   *
   * @param model empty to leave it to the server's own settings
   */
  record SelectModel(Optional<ModelName> model) implements Step {
    @Override
    public String kind() {
      return "select-model";
    }

    /** A dash for none, which is no model's name. */
    @Override
    public String subject() {
      return model.map(ModelName::value).orElse("-");
    }
  }

  /**
   * Have the cluster give this node no more jobs, and see to those on it.
   *
   * @param policy what is done about jobs once their time is over
   * @param grace how long they may go on by themselves
   * @param uid whose switch it is, for the reason that the cluster shows
   * @param from the mode that is left, likewise; empty if it is not known
   * @param jobs ids of those that may be requeued or cancelled; with another there, none is
   */
  record DrainSlurmNode(
      JobPolicy policy,
      Duration grace,
      long uid,
      Optional<ModeName> from,
      ModeName to,
      List<Long> jobs)
      implements Step {
    public DrainSlurmNode {
      jobs = List.copyOf(jobs);
    }

    @Override
    public String kind() {
      return "drain-slurm-node";
    }

    @Override
    public String subject() {
      return policy.text();
    }
  }

  /** Have the cluster give this node jobs again. */
  record ResumeSlurmNode() implements Step {
    @Override
    public String kind() {
      return "resume-slurm-node";
    }

    @Override
    public String subject() {
      return ClusterJobs.UNIT.value();
    }
  }

  /** Observe anew and see that the mode holds. */
  record AssertMode(ModeName mode) implements Step {
    @Override
    public String kind() {
      return "assert-mode";
    }

    @Override
    public String subject() {
      return mode.value();
    }
  }
}
