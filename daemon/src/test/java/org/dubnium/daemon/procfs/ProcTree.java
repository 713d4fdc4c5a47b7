package org.dubnium.daemon.procfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A made-up {@code /proc} in a directory. */
public final class ProcTree {

  private final Path root;

  public ProcTree(Path root) {
    this.root = root;
  }

  public Path root() {
    return root;
  }

  /** A process of user 1000 in some cgroup, without a terminal, started PID * 10 ticks after boot. */
  public Path process(int pid, String command, String cgroup) {
    return process(pid, command, cgroup, 0, -1);
  }

  /** Likewise, alone in its process group, on a terminal that listens to some group. */
  public Path process(int pid, String command, String cgroup, int terminal, int foreground) {
    String zeros = "0 ".repeat(13);
    file(
        pid + "/stat",
        "%d (%s) S 1 %d %d %d %d %s%d 0 0\n"
            .formatted(pid, command, pid, pid, terminal, foreground, zeros, pid * 10));
    file(pid + "/status", "Name:\t" + command + "\nUid:\t1000\t0\t0\t0\nGid:\t1000\t0\t0\t0\n");
    file(pid + "/cgroup", "0::" + cgroup + "\n");
    directory(pid + "/fd");
    return root.resolve(Integer.toString(pid));
  }

  /** The process is another user's. */
  public void ofUser(int pid, long uid) {
    file(pid + "/status", "Name:\tx\nUid:\t%d\t%d\t%d\t%d\n".formatted(uid, uid, uid, uid));
  }

  /** Something that the process has open. */
  public void open(int pid, int fd, String target) {
    link(pid + "/fd/" + fd, Path.of(target));
  }

  public void link(String name, Path target) {
    try {
      Files.createDirectories(parent(name));
      Files.createSymbolicLink(root.resolve(name), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void directory(String name) {
    try {
      Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void file(String name, String content) {
    try {
      Files.createDirectories(parent(name));
      Files.writeString(root.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path parent(String name) {
    Path file = root.resolve(name);
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }
}
