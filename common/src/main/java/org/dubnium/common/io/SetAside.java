package org.dubnium.common.io;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of unusable files that are kept beside their replacement. */
public final class SetAside {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private SetAside() {}

  /** The name under which a file, or a part of it, is kept. */
  public static Path name(Path file, String why, Instant at) {
    return file.resolveSibling(file.getFileName() + "." + why + "-" + STAMP.format(at));
  }
}
