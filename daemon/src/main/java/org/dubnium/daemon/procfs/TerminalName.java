package org.dubnium.daemon.procfs;

/** Names terminals by their device numbers, as ps(1) does. */
public final class TerminalName {

  /** Device numbers: the kernel's admin-guide/devices.txt. */
  private static final int TTY = 4;

  private static final int CONSOLES = 64;
  private static final int FIRST_PTS = 136;
  private static final int LAST_PTS = 143;
  private static final int MINORS = 256;

  private TerminalName() {}

  /**
   * {@code pts/3}, {@code tty2}, {@code ttyS0}, or the two numbers of any other.
   *
   * @param device as in proc_pid_stat(5): the major number in bits 15 to 8, the minor number in
   *     bits 31 to 20 and 7 to 0
   */
  public static String of(int device) {
    int major = (device >>> 8) & 0xff;
    int minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
    if (major == TTY) {
      return minor < CONSOLES ? "tty" + minor : "ttyS" + (minor - CONSOLES);
    }
    if (major >= FIRST_PTS && major <= LAST_PTS) {
      return "pts/" + ((major - FIRST_PTS) * MINORS + minor);
    }
    return major + ":" + minor;
  }
}
