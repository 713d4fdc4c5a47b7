package org.dubnium.common.io;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Files that cannot be used, and are kept beside the one that takes their place. */
public final class SetAside {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private SetAside() {}

  /** The name under which a file, or a part of it, is kept. */
  public static Path name(Path file, String why, Instant at) {
    return file.resolveSibling(file.getFileName() + "." + why + "-" + STAMP.format(at));
  }
}
