package org.dubnium.daemon.procfs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.mode.UnitName;

/**
 * The unit of the system manager and the logind session that a process belongs to, as its place in
 * systemd's cgroup tree tells. Everything below a unit's own cgroup, such as a user manager's
 * services, a container's payload or a delegated subtree, belongs to that unit.
 *
 * <p>Sources: cgroups(7) for the file; systemd's CGROUP_DELEGATION and {@code
 * src/basic/cgroup-util.c} for the tree and its escapes.
 */
public record CgroupMembership(Optional<String> unit, Optional<String> session) {

  private static final Pattern SESSION_SCOPE = Pattern.compile("session-([A-Za-z0-9]+)\\.scope");

  /** A process in no unit's cgroup, such as a kernel thread. */
  public static final CgroupMembership NONE =
      new CgroupMembership(Optional.empty(), Optional.empty());

  /** From the content of {@code /proc/PID/cgroup}. */
  public static CgroupMembership parse(String file) {
    String unified = "/";
    String named = "/";
    for (String line : file.split("\n", -1)) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[0].equals("0") && parts[1].isEmpty()) {
        unified = parts[2];
      } else if (parts.length == 3 && parts[1].equals("name=systemd")) {
        named = parts[2];
      }
    }
    // The named hierarchy is systemd's where it does not use the unified one; in a container it may
    // be left over from the host outside.
    return ofPath(unified.equals("/") ? named : unified);
  }

  private static CgroupMembership ofPath(String path) {
    for (String part : path.split("/", -1)) {
      // A leading underscore keeps names apart from the kernel's own files.
      String name = part.startsWith("_") ? part.substring(1) : part;
      if (UnitName.isValid(name) && !name.endsWith(".slice")) {
        Matcher scope = SESSION_SCOPE.matcher(name);
        return new CgroupMembership(
            Optional.of(name),
            scope.matches() ? Optional.of(scope.group(1)) : Optional.empty());
      }
    }
    return NONE;
  }
}
