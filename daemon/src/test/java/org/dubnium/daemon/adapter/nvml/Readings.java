package org.dubnium.daemon.adapter.nvml;

import static org.junit.jupiter.api.Assertions.fail;

import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;

/** What a test expects of a reading. */
final class Readings {

  private Readings() {}

  static <T> T value(Reading<T> reading) {
    return switch (reading) {
      case Reading.Value<T>(T value) -> value;
      case Reading.Unavailable<T>(String why) -> fail("unavailable: " + why);
    };
  }

  static String why(Reading<?> reading) {
    return switch (reading) {
      case Reading.Unavailable<?>(String why) -> why;
      case Reading.Value<?>(Object value) -> fail("available: " + value);
    };
  }

  /** The first GPU. */
  static Gpu gpu(Reading<GpuInventory> reading) {
    return value(reading).gpus().getFirst();
  }
}
