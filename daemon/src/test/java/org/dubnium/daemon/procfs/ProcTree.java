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

  /** A process of user 1000 in some cgroup. */
  public Path process(int pid, String command, String cgroup) {
    String zeros = "0 ".repeat(17);
    file(pid + "/stat", pid + " (" + command + ") S 1 " + zeros + (pid * 10) + " 0 0\n");
    file(pid + "/status", "Name:\t" + command + "\nUid:\t1000\t0\t0\t0\nGid:\t1000\t0\t0\t0\n");
    file(pid + "/cgroup", "0::" + cgroup + "\n");
    directory(pid + "/fd");
    return root.resolve(Integer.toString(pid));
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
