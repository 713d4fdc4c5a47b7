package org.dubnium.fleet.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;

/**
 * A data-centre GPU that computes for half an hour or so, and then does not: twenty metrics, each as
 * coarse and as noisy as NVML gives it.
 */
public final class SimulatedGpu {

  private static final int TOTAL = 143_771;

  private final int index;
  private final String uuid;
  private final Random random;
  private boolean busy;
  private double temperature = 32;
  private int used = 4;
  private long energy = 1_000_000_000L;

  /**
   * Makes one.
   *
   * @param seed the same one is the same GPU
   */
  public SimulatedGpu(int index, long seed) {
    this.index = index;
    this.uuid = "GPU-" + seed;
    this.random = new Random(seed);
    this.busy = random.nextBoolean();
  }

  /** What it says ten seconds later. */
  public GpuReading next() {
    if (random.nextInt(180) == 0) {
      busy = !busy;
      used = busy ? 60_000 + random.nextInt(70_000) : 4;
    } else if (busy && random.nextInt(20) == 0) {
      used = Math.min(TOTAL - 600, used + 2 * random.nextInt(200));
    }
    temperature += ((busy ? 64 : 32) - temperature) * 0.05 + random.nextGaussian() * 0.4;
    double watts = busy ? 580 + random.nextGaussian() * 35 : 74 + random.nextGaussian() * 0.3;
    energy += Math.round(watts * 10_000);
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.put(Metric.GPU_UTILIZATION, busy ? 88.0 + random.nextInt(13) : 0.0);
    values.put(Metric.GPU_MEMORY_UTILIZATION, busy ? 35.0 + random.nextInt(20) : 0.0);
    values.put(Metric.GPU_MEMORY_USED, (double) used);
    values.put(Metric.GPU_MEMORY_FREE, (double) (TOTAL - 500 - used));
    values.put(Metric.GPU_MEMORY_TOTAL, (double) TOTAL);
    values.put(Metric.GPU_TEMPERATURE, Math.rint(temperature));
    values.put(Metric.GPU_MEMORY_TEMPERATURE, Math.rint(temperature * 1.1 + 4));
    values.put(Metric.GPU_POWER, Math.rint(watts * 1_000) / 1_000);
    values.put(Metric.GPU_POWER_LIMIT, 700.0);
    values.put(Metric.GPU_ENERGY, (double) energy);
    values.put(Metric.GPU_SM_CLOCK, busy ? 1_980.0 - 15 * random.nextInt(4) : 345.0);
    values.put(Metric.GPU_MEMORY_CLOCK, busy ? 3_201.0 : 2_619.0);
    values.put(Metric.GPU_ENCODER_UTILIZATION, 0.0);
    values.put(Metric.GPU_DECODER_UTILIZATION, 0.0);
    values.put(Metric.GPU_FAN_SPEED, 0.0);
    values.put(Metric.GPU_ECC_CORRECTED, 0.0);
    values.put(Metric.GPU_ECC_UNCORRECTED, 0.0);
    values.put(Metric.GPU_THROTTLE, busy && random.nextInt(10) == 0 ? 1.0 : 0.0);
    values.put(Metric.GPU_XID, 0.0);
    values.put(Metric.GPU_PCIE_REPLAYS, 0.0);
    return new GpuReading(index, uuid, "H200", "", values);
  }
}
