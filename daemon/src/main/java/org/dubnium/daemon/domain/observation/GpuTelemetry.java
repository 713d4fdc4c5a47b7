package org.dubnium.daemon.domain.observation;

import java.util.Set;

/**
 * What changes about a GPU from moment to moment. Each reading fails by itself: {@code
 * NOT_SUPPORTED} on one call says nothing about the others.
 *
 * @param gpuUtilization percent of the last sample period in which a kernel ran
 * @param memoryUtilization percent of the last sample period in which memory was read or written
 * @param temperatureC degrees Celsius of the die
 * @param powerMilliwatts board power
 * @param smClockMhz current SM clock
 * @param memoryClockMhz current memory clock
 * @param throttleReasons names of the clock event reasons in force, lower-case with dashes
 * @param eccCorrected volatile corrected ECC errors since the driver was loaded
 * @param eccUncorrected volatile uncorrected ECC errors since the driver was loaded
 * @param persistenceMode whether the driver stays loaded without clients
 * @param computeMode {@code default}, {@code exclusive-process} or {@code prohibited}
 * @param recoveryAction what the driver says that the GPU needs, a number of {@code
 *     nvmlDeviceGpuRecoveryAction_t}; 0 is nothing
 */
public record GpuTelemetry(
    Reading<Integer> gpuUtilization,
    Reading<Integer> memoryUtilization,
    Reading<Integer> temperatureC,
    Reading<Integer> powerMilliwatts,
    Reading<Integer> smClockMhz,
    Reading<Integer> memoryClockMhz,
    Reading<Set<String>> throttleReasons,
    Reading<Long> eccCorrected,
    Reading<Long> eccUncorrected,
    Reading<Boolean> persistenceMode,
    Reading<String> computeMode,
    Reading<Long> recoveryAction) {

  /** Nothing of it could be read. */
  public static GpuTelemetry unavailable(String why) {
    return new GpuTelemetry(
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why),
        Reading.unavailable(why));
  }
}
