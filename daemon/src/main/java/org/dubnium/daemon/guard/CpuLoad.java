package org.dubnium.daemon.guard;

import java.util.Locale;
import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Observation.LoadState;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Denies while more tasks than the policy allows for each CPU want to run, as the load average of 5
 * minutes has it: one burst does not count, and deadlines of steps are kept by a host that can.
 */
final class CpuLoad implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    input
        .policy()
        .loadPerCpu()
        .ifPresent(limit -> judge(limit, input.observation().load(), objections));
    return objections.verdict();
  }

  private static void judge(double limit, Reading<LoadState> load, Objections objections) {
    switch (load) {
      case Reading.Unavailable<LoadState>(String why) -> objections.cannotTell(why);
      case Reading.Value<LoadState>(LoadState state) -> {
        double perCpu = state.perCpu();
        if (perCpu > limit) {
          objections.deny(
              "load-high",
              String.format(
                  Locale.ROOT,
                  "the load average of 5 minutes is %.2f on %d CPUs, %.2f for each, and"
                      + " cpuLoad.perCpu allows %s (see 'top' for what runs, and wait for it)",
                  state.loadAverage5(),
                  state.cpus(),
                  perCpu,
                  limit),
              Map.of(
                  "load", Double.toString(state.loadAverage5()),
                  "cpus", Integer.toString(state.cpus()),
                  "limit-per-cpu", Double.toString(limit)));
        }
      }
    }
  }
}
