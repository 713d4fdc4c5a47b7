package org.dubnium.daemon.domain.observation;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A process that is in the foreground of a terminal: what somebody started there and waits for, or
 * the shell where nothing was started.
 *
 * @param terminal as in {@code ps -o tty}: {@code pts/3}, {@code tty2}, {@code ttyS0}
 * @param age time since its start
 */
public record TerminalJob(ProcessInfo process, String terminal, Duration age) {

  private static final Pattern CONSOLE = Pattern.compile("tty\\d+");

  /** Whether the terminal is one of the machine's own display, on which desktops run too. */
  public boolean isOnConsole() {
    return CONSOLE.matcher(terminal).matches();
  }
}
