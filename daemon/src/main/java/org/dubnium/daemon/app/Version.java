package org.dubnium.daemon.app;

import org.jspecify.annotations.Nullable;

/** The version of this build. */
final class Version {

  /** From the jar's manifest, where the build puts it; {@code dev} on a plain class path. */
  static final String TEXT = text(Version.class.getPackage().getImplementationVersion());

  private Version() {}

  private static String text(@Nullable String manifest) {
    return manifest == null ? "dev" : manifest;
  }
}
