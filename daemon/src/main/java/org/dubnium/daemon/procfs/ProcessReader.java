package org.dubnium.daemon.procfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.observation.ProcessInfo;

/** Names processes. A process that ends while it is looked at is simply not there. */
public final class ProcessReader {

  /** A host with more processes than this is not looked at; their PIDs take 1 MiB. */
  public static final int MOST_PROCESSES = 1 << 18;

  /** Of a file of a process so much is read, in bytes: only forged ones are longer. */
  private static final int MOST_BYTES = 1 << 16;

  private static final Pattern REAL_UID = Pattern.compile("(?m)^Uid:\\s+(\\d{1,10})\\s");
  private static final int LONGEST_PID = 9;

  private final Path proc;
  private final int mostProcesses;

  /**
   * @param proc where procfs is mounted
   */
  public ProcessReader(Path proc) {
    this(proc, MOST_PROCESSES);
  }

  ProcessReader(Path proc, int mostProcesses) {
    this.proc = proc;
    this.mostProcesses = mostProcesses;
  }

  /** The directory of a process. */
  public Path directory(int pid) {
    return proc.resolve(Integer.toString(pid));
  }

  /**
   * Every process that there is now, in order.
   *
   * @throws IOException also if there are more than {@link #MOST_PROCESSES}
   */
  public int[] pids() throws IOException {
    int[] pids = new int[1024];
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc)) {
      for (Path entry : entries) {
        int pid = pid(String.valueOf(entry.getFileName()));
        if (pid > 0 && count == mostProcesses) {
          throw new IOException(
              "there are more than " + mostProcesses + " processes (end whoever starts them)");
        }
        if (pid > 0) {
          pids = count == pids.length ? Arrays.copyOf(pids, 2 * count) : pids;
          pids[count] = pid;
          count++;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    int[] all = Arrays.copyOf(pids, count);
    Arrays.sort(all);
    return all;
  }

  /** 0 for a name that is no PID. */
  private static int pid(String name) {
    boolean digits =
        name.length() <= LONGEST_PID && name.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && !name.startsWith("0") ? Integer.parseInt(name) : 0;
  }

  /** Name, state and start time of a process; empty if it is gone. */
  public Optional<StatLine> stat(int pid) throws IOException {
    Optional<String> line = text(pid, "stat");
    return line.isPresent() ? Optional.of(StatLine.parse(line.get())) : Optional.empty();
  }

  /**
   * Where in systemd's tree a process is; empty if it is gone. One whose place the kernel does not
   * tell, since somebody nested cgroups until the path was too long for it, is in no unit.
   */
  public Optional<CgroupMembership> membership(int pid) {
    try {
      return text(pid, "cgroup").map(CgroupMembership::parse);
    } catch (IOException untold) {
      return Optional.of(CgroupMembership.NONE);
    }
  }

  /** The real user id of a process; empty if it is gone. */
  public Optional<Long> uid(int pid) throws IOException {
    Optional<String> status = text(pid, "status");
    if (status.isEmpty()) {
      return Optional.empty();
    }
    Matcher uid = REAL_UID.matcher(status.get());
    if (!uid.find()) {
      throw new IOException("cannot find the user of process " + pid + " in its status");
    }
    return Optional.of(Long.parseLong(uid.group(1)));
  }

  /**
   * Who a process is; empty if it is gone, or if its PID was given to another one meanwhile.
   *
   * @throws IOException if the process is there and may not be looked at
   */
  public Optional<ProcessInfo> identify(int pid) throws IOException {
    Optional<StatLine> stat = stat(pid);
    Optional<Long> uid = uid(pid);
    Optional<CgroupMembership> membership = membership(pid);
    if (stat.isEmpty() || uid.isEmpty() || membership.isEmpty()) {
      return Optional.empty();
    }
    long startTicks = stat.get().startTicks();
    if (stat(pid).filter(again -> again.startTicks() == startTicks).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessInfo(
            pid,
            stat.get().command(),
            startTicks,
            uid.get(),
            membership.get().unit(),
            membership.get().session(),
            membership.get().userUnit()));
  }

  /**
   * Whether a failure to look at a process means no more than that it is gone. The kernel says so
   * in several ways (ENOENT, ESRCH); whether its directory is still there decides.
   */
  public boolean isGone(int pid, IOException failure) {
    return failure instanceof NoSuchFileException || !Files.exists(directory(pid));
  }

  private Optional<String> text(int pid, String file) throws IOException {
    try (InputStream in = Files.newInputStream(directory(pid).resolve(file))) {
      // Not a reader: a command need not be UTF-8.
      return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (isGone(pid, e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
