package org.dubnium.dbus.testing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.dbus.contract.GpuProperties;

/** A GPU that does not tell its power. */
public final class FakeGpu {
  public static final String UUID = "GPU-8f1a-22";

  private FakeGpu() {}

  public static GpuProperties properties() {
    return new GpuProperties(
        UUID,
        0,
        "NVIDIA Test",
        "00000000:01:00.0",
        "dedicated",
        OptionalLong.of(24L << 30),
        "shared",
        true,
        false,
        "ok",
        "none",
        Optional.empty(),
        OptionalLong.of(1 << 20),
        OptionalLong.of(0),
        OptionalLong.of(0),
        OptionalLong.of(40),
        OptionalLong.empty(),
        OptionalLong.of(210),
        OptionalLong.of(405),
        List.of(),
        Optional.of(List.of()));
  }
}
