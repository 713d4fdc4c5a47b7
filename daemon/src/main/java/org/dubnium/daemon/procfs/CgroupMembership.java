package org.dubnium.daemon.procfs;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.UserUnit;

/**
 * The unit of the system manager and the logind session that a process belongs to, as its place in
 * systemd's cgroup tree tells. Everything below a unit's own cgroup, such as a user manager's
 * services, a container's payload or a delegated subtree, belongs to that unit.
 *
 * <p>Only slices lie above a unit. What lies elsewhere, below a container runtime's own cgroups for
 * example, is in no unit, whatever the directories there are called: whoever may make them chooses
 * their names.
 *
 * <p>Sources: cgroups(7) for the file; systemd's CGROUP_DELEGATION and {@code
 * src/basic/cgroup-util.c} for the tree and its escapes.
 *
 * @param userUnit the unit of a user's own manager, for what is below {@code user@UID.service}
 * @param slice the uid in whose {@code user-UID.slice} it is, which nobody leaves by himself
 */
public record CgroupMembership(
    Optional<String> unit,
    Optional<String> session,
    Optional<UserUnit> userUnit,
    OptionalLong slice) {

  private static final Pattern SESSION_SCOPE = Pattern.compile("session-([A-Za-z0-9]+)\\.scope");
  private static final Pattern USER_MANAGER = Pattern.compile("user@\\d{1,10}\\.service");
  private static final Pattern USER_SLICE = Pattern.compile("user-(\\d{1,10})\\.slice");

  /** A process in no unit's cgroup, such as a kernel thread. */
  public static final CgroupMembership NONE =
      new CgroupMembership(
          Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

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
    String[] parts = path.split("/", -1);
    OptionalLong slice = OptionalLong.empty();
    // The path begins with a slash, and so the parts with an empty one.
    for (int i = 1; i < parts.length; i++) {
      String name = unescape(parts[i]);
      if (!UnitName.isValid(name)) {
        return new CgroupMembership(Optional.empty(), Optional.empty(), Optional.empty(), slice);
      }
      if (!name.endsWith(".slice")) {
        Matcher scope = SESSION_SCOPE.matcher(name);
        return new CgroupMembership(
            Optional.of(name),
            scope.matches() ? Optional.of(scope.group(1)) : Optional.empty(),
            USER_MANAGER.matcher(name).matches() ? userUnit(parts, i + 1) : Optional.empty(),
            slice);
      }
      Matcher user = USER_SLICE.matcher(name);
      if (user.matches()) {
        slice = OptionalLong.of(Long.parseLong(user.group(1)));
      }
    }
    return new CgroupMembership(Optional.empty(), Optional.empty(), Optional.empty(), slice);
  }

  private static Optional<UserUnit> userUnit(String[] parts, int first) {
    String slice = "";
    for (int i = first; i < parts.length && UnitName.isValid(unescape(parts[i])); i++) {
      String name = unescape(parts[i]);
      if (!name.endsWith(".slice")) {
        return Optional.of(new UserUnit(name, slice));
      }
      slice = slice.isEmpty() ? name : slice;
    }
    return Optional.empty();
  }

  /** A leading underscore keeps names apart from the kernel's own files. */
  private static String unescape(String part) {
    return part.startsWith("_") ? part.substring(1) : part;
  }
}
