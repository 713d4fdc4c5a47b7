package org.dubnium.daemon.procfs;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What is needed of {@code /proc/PID/stat}, proc_pid_stat(5).
 *
 * @param command the kernel's {@code comm}, with {@code ?} for control characters, which a process
 *     may put there to play tricks on terminals
 * @param state {@code R S D Z …}
 * @param startTicks start time in clock ticks since boot
 */
public record StatLine(String command, char state, long startTicks) {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int START_TIME = 19;

  /** A zombie, or dead altogether: it runs no more. */
  public boolean isDead() {
    return state == 'Z' || state == 'X';
  }

  /** The command may contain anything, blanks and parentheses too; it ends at the last {@code )}. */
  public static StatLine parse(String line) throws IOException {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open >= 0 && close > open) {
      String[] rest = line.substring(close + 1).strip().split(" ", -1);
      if (rest.length > START_TIME && rest[0].length() == 1 && isNumber(rest[START_TIME])) {
        String command = CONTROL.matcher(line.substring(open + 1, close)).replaceAll("?");
        return new StatLine(command, rest[0].charAt(0), Long.parseLong(rest[START_TIME]));
      }
    }
    throw new IOException("cannot understand the process status '" + line.strip() + "'");
  }

  private static boolean isNumber(String text) {
    return text.length() < 19 && !text.isEmpty() && text.chars().allMatch(Character::isDigit);
  }
}
