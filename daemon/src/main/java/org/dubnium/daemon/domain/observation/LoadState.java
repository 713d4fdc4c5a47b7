package org.dubnium.daemon.domain.observation;

/**
 * How busy the CPUs are.
 *
 * @param loadAverage5 runnable tasks, averaged over 5 minutes ({@code /proc/loadavg})
 * @param someStallAvg60 percent of the last 60 s in which some task waited for a CPU ({@code
 *     /proc/pressure/cpu}); unavailable without PSI
 */
public record LoadState(int cpus, double loadAverage5, Reading<Double> someStallAvg60) {

  /** Runnable tasks for each CPU, averaged over 5 minutes: above 1, some wait. */
  public double perCpu() {
    return loadAverage5 / cpus;
  }
}
