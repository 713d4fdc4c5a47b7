package org.dubnium.daemon.domain.observation;

import java.util.Locale;
import java.util.Optional;
import org.dubnium.daemon.domain.text.Brief;

/**
 * Something that holds a GPU: an NVML process, or a process with the GPU's device file open.
 *
 * @param gpu UUID
 * @param pid 0 for what the driver counts to no process of this host: its own, or one of another PID
 *     namespace
 * @param userUnit the unit of its user's own systemd, if its unit is {@code user@UID.service}
 * @param bytes GPU memory in bytes; unavailable where nobody tells, or where the process was not read
 *     through, with the reason
 * @param tolerated the configuration says that it may stay when the GPU changes hands
 */
public record GpuHolder(
    String gpu,
    int pid,
    Kind kind,
    String command,
    Optional<String> unit,
    Optional<String> session,
    Optional<UserUnit> userUnit,
    Reading<Long> bytes,
    boolean tolerated) {

  public GpuHolder {
    command = Brief.line(command);
    unit = unit.map(Brief::line);
    session = session.map(Brief::line);
  }

  /** A holder of no user's own systemd. */
  public GpuHolder(
      String gpu,
      int pid,
      Kind kind,
      String command,
      Optional<String> unit,
      Optional<String> session,
      Reading<Long> bytes,
      boolean tolerated) {
    this(gpu, pid, kind, command, unit, session, Optional.empty(), bytes, tolerated);
  }

  /** How it holds the GPU. */
  public enum Kind {
    COMPUTE,
    GRAPHICS,
    MPS,
    DEVICE,
    /** It may hold it: not all that it has open was looked at. */
    UNREAD;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
