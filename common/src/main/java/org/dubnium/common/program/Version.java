package org.dubnium.common.program;

import java.util.Objects;

/** The version of a program. */
public final class Version {

  private Version() {}

  /** From the manifest of the class's jar, where the build puts it; {@code dev} on a plain class path. */
  public static String of(Class<?> program) {
    return Objects.requireNonNullElse(program.getPackage().getImplementationVersion(), "dev");
  }
}
