package org.dubnium.testbed.runpod;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long things take.
 *
 * @param provisioning from the creation to STARTING
 * @param starting from STARTING to RUNNING
 * @param runtimeDelay from RUNNING until {@code runtime} is told
 * @param portDelay from RUNNING until the ports have public ones
 * @param serviceDelay from RUNNING until the service answers
 * @param listDelay until a pod with {@code LATE_IN_LIST} is in the list
 * @param staleRuntime how long a stopped pod's answer carries the runtime that it had
 * @param lingering how long a pod with {@code LINGERS_IN_LIST} stays in the list after its end
 * @param ownEnd the longest time from RUNNING to an end by a fault
 * @param jitter by which part, at most, each of the first five is longer by chance; 0 for none
 */
public record Timing(
    Duration provisioning,
    Duration starting,
    Duration runtimeDelay,
    Duration portDelay,
    Duration serviceDelay,
    Duration listDelay,
    Duration staleRuntime,
    Duration lingering,
    Duration ownEnd,
    double jitter) {

  /** As the real service often is: a minute until RUNNING, another until the service answers. */
  public static Timing usual() {
    return new Timing(
        Duration.ofSeconds(20),
        Duration.ofSeconds(40),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofHours(1),
        0.5);
  }

  /** All but nothing takes time. */
  public static Timing immediate() {
    Duration tick = Duration.ofMillis(1);
    return new Timing(
        tick,
        tick,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        tick,
        Duration.ZERO,
        tick,
        tick,
        0);
  }

  /** That time, longer by chance. */
  Duration drawn(Duration time, RandomGenerator random) {
    if (jitter == 0) {
      return time;
    }
    return Duration.ofMillis(Math.round(time.toMillis() * (1 + jitter * random.nextDouble())));
  }
}
