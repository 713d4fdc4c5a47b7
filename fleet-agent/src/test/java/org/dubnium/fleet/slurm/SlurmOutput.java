package org.dubnium.fleet.slurm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** What Slurm's commands print: of 24.11 as it was recorded, of 22.05 after its own source. */
final class SlurmOutput {

  private SlurmOutput() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(SlurmOutput.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  static InputStream stream(String name) throws IOException {
    return new ByteArrayInputStream(bytes(name));
  }
}
