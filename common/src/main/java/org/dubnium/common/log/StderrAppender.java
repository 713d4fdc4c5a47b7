package org.dubnium.common.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;

/**
 * Writes log events as lines to standard error, each with its priority in front as {@code <N>}:
 * sd-daemon(3). Whoever reads them, systemd included, can tell an error from a remark.
 */
final class StderrAppender extends AppenderBase<ILoggingEvent> {

  private final PrintStream out;

  StderrAppender(PrintStream out) {
    this.out = out;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String prefix = "<" + JournalFields.priority(event.getLevel()) + ">";
    StringBuilder lines = new StringBuilder();
    String text = JournalFields.message(event);
    text += JournalFields.stackTrace(event).map(trace -> "\n" + trace).orElse("");
    text.lines().forEach(line -> lines.append(prefix).append(line).append('\n'));
    // One write, so that the lines of two threads do not mix.
    out.print(lines);
    out.flush();
  }
}
