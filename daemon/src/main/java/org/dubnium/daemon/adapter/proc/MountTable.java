package org.dubnium.daemon.adapter.proc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mounts of a process, as {@code /proc/PID/mountinfo} lists them.
 *
 * <p>Source: proc_pid_mountinfo(5).
 */
record MountTable(List<Mount> mounts) {

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
  private static final int MOUNT_POINT = 4;
  private static final int MOUNT_OPTIONS = 5;

  /**
   * A mount.
   *
   * @param readOnly by the mount's own options or by those of its file system
   */
  record Mount(String point, boolean readOnly) {

    boolean holds(String path) {
      return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
    }
  }

  static MountTable parse(String file) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    for (String line : file.lines().toList()) {
      List<String> fields = Arrays.asList(line.split(" ", -1));
      // Optional fields end with a dash; type, source and the file system's options follow.
      int dash = fields.indexOf("-");
      if (dash <= MOUNT_OPTIONS || fields.size() < dash + 4) {
        throw new IOException("cannot understand the mount '" + line + "'");
      }
      boolean readOnly =
          isReadOnly(fields.get(MOUNT_OPTIONS)) || isReadOnly(fields.get(dash + 3));
      mounts.add(new Mount(unescape(fields.get(MOUNT_POINT)), readOnly));
    }
    return new MountTable(List.copyOf(mounts));
  }

  /** The mount that an absolute path without links is on; of several at one point, the topmost. */
  Optional<Mount> find(String path) {
    Mount found = null;
    for (Mount mount : mounts) {
      if (mount.holds(path)
          && (found == null || mount.point().length() >= found.point().length())) {
        found = mount;
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean isReadOnly(String options) {
    return Arrays.asList(options.split(",", -1)).contains("ro");
  }

  /** Blank, tab, newline and backslash are written as {@code \040} and so on. */
  private static String unescape(String field) {
    Matcher escape = ESCAPE.matcher(field);
    return escape.replaceAll(
        found ->
            Matcher.quoteReplacement(
                String.valueOf((char) Integer.parseInt(found.group(1), 8))));
  }
}
