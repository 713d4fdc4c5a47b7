package org.dubnium.daemon.procfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.ProcessInfo;

/** Names processes. A process that ends while it is looked at is simply not there. */
public final class ProcessReader {

  private static final Pattern REAL_UID = Pattern.compile("(?m)^Uid:\\s+(\\d{1,10})\\s");
  private static final Pattern PID = Pattern.compile("[1-9]\\d{0,8}");

  private final Path proc;

  /**
   * @param proc where procfs is mounted
   */
  public ProcessReader(Path proc) {
    this.proc = proc;
  }

  /** The directory of a process. */
  public Path directory(int pid) {
    return proc.resolve(Integer.toString(pid));
  }

  /** Every process that there is now, in order. */
  public List<Integer> pids() throws IOException {
    List<Integer> pids = new ArrayList<>();
    for (Path entry : Directory.list(proc, "[1-9]*")) {
      String name = entry.getFileName().toString();
      if (PID.matcher(name).matches()) {
        pids.add(Integer.parseInt(name));
      }
    }
    Collections.sort(pids);
    return pids;
  }

  /** Name, state and start time of a process; empty if it is gone. */
  public Optional<StatLine> stat(int pid) throws IOException {
    Optional<String> line = text(pid, "stat");
    return line.isPresent() ? Optional.of(StatLine.parse(line.get())) : Optional.empty();
  }

  /**
   * Who a process is; empty if it is gone, or if its PID was given to another one meanwhile.
   *
   * @throws IOException if the process is there and may not be looked at
   */
  public Optional<ProcessInfo> identify(int pid) throws IOException {
    Optional<StatLine> stat = stat(pid);
    Optional<String> status = text(pid, "status");
    Optional<String> cgroup = text(pid, "cgroup");
    if (stat.isEmpty() || status.isEmpty() || cgroup.isEmpty()) {
      return Optional.empty();
    }
    long startTicks = stat.get().startTicks();
    if (stat(pid).filter(again -> again.startTicks() == startTicks).isEmpty()) {
      return Optional.empty();
    }
    Matcher uid = REAL_UID.matcher(status.get());
    if (!uid.find()) {
      throw new IOException("cannot find the user of process " + pid + " in its status");
    }
    CgroupMembership membership = CgroupMembership.parse(cgroup.get());
    return Optional.of(
        new ProcessInfo(
            pid,
            stat.get().command(),
            startTicks,
            Long.parseLong(uid.group(1)),
            membership.unit(),
            membership.session()));
  }

  /**
   * Whether a failure to look at a process means no more than that it is gone. The kernel says so
   * in several ways (ENOENT, ESRCH); whether its directory is still there decides.
   */
  public boolean isGone(int pid, IOException failure) {
    return failure instanceof NoSuchFileException || !Files.exists(directory(pid));
  }

  private Optional<String> text(int pid, String file) throws IOException {
    try {
      // Not readString: a command need not be UTF-8.
      byte[] bytes = Files.readAllBytes(directory(pid).resolve(file));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (isGone(pid, e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
