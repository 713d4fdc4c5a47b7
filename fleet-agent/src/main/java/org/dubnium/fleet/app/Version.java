package org.dubnium.fleet.app;

import java.util.Objects;

/** What the archive says of itself. */
final class Version {

  static final String TEXT =
      Objects.requireNonNullElse(
          Version.class.getPackage().getImplementationVersion(), "development");

  private Version() {}
}
