package org.dubnium.daemon.procfs;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What is needed of {@code /proc/PID/stat}, proc_pid_stat(5).
 *
 * @param command the kernel's {@code comm}, with {@code ?} for control characters, which a process
 *     may put there to play tricks on terminals
 * @param state {@code R S D Z …}
 * @param processGroup the group that it is in
 * @param terminal device number of its controlling terminal; 0 without one
 * @param foregroundGroup the group that the terminal listens to; -1 without a terminal, 0 if it is
 *     outside this PID namespace
 * @param startTicks start time in clock ticks since boot
 */
public record StatLine(
    String command,
    char state,
    int processGroup,
    int terminal,
    int foregroundGroup,
    long startTicks) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,10}");
  private static final Pattern TICKS = Pattern.compile("\\d{1,18}");
  private static final int PROCESS_GROUP = 2;
  private static final int TERMINAL = 4;
  private static final int FOREGROUND_GROUP = 5;
  private static final int START_TIME = 19;

  /** A zombie, or dead altogether: it runs no more. */
  public boolean isDead() {
    return state == 'Z' || state == 'X';
  }

  /**
   * Whether it is what its terminal's user waits for, or talks to. A group of another PID namespace,
   * which shows as 0, is nobody's here.
   */
  public boolean isInForeground() {
    return terminal != 0 && processGroup > 0 && processGroup == foregroundGroup;
  }

  /** The command may contain anything, blanks and parentheses too; it ends at the last {@code )}. */
  public static StatLine parse(String line) throws IOException {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open >= 0 && close > open) {
      String[] rest = line.substring(close + 1).strip().split(" ", -1);
      if (isStatus(rest)) {
        return new StatLine(
            CONTROL.matcher(line.substring(open + 1, close)).replaceAll("?"),
            rest[0].charAt(0),
            (int) Long.parseLong(rest[PROCESS_GROUP]),
            (int) Long.parseLong(rest[TERMINAL]),
            (int) Long.parseLong(rest[FOREGROUND_GROUP]),
            Long.parseLong(rest[START_TIME]));
      }
    }
    throw new IOException("cannot understand the process status '" + line.strip() + "'");
  }

  private static boolean isStatus(String[] fields) {
    return fields.length > START_TIME
        && fields[0].length() == 1
        && NUMBER.matcher(fields[PROCESS_GROUP]).matches()
        && NUMBER.matcher(fields[TERMINAL]).matches()
        && NUMBER.matcher(fields[FOREGROUND_GROUP]).matches()
        && TICKS.matcher(fields[START_TIME]).matches();
  }
}
