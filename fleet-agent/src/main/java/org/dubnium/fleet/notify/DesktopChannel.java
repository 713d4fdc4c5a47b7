package org.dubnium.fleet.notify;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.alert.Notice;
import org.dubnium.fleet.alert.NoticeKind;
import org.dubnium.fleet.alert.Severity;

/**
 * A notification on somebody's desktop, by notify-send(1). The agent has no session of its own: the
 * command must bring what reaches one.
 */
public final class DesktopChannel implements Channel {

  private static final int LONGEST_COMPLAINT = 1_000;

  private final List<String> command;
  private final Duration deadline;

  /**
   * Makes one.
   *
   * @param command notify-send, with whatever must stand before it; its options are added
   * @param deadline of one attempt; what runs longer is killed
   */
  public DesktopChannel(List<String> command, Duration deadline) {
    this.command = List.copyOf(command);
    this.deadline = deadline;
    if (command.isEmpty()) {
      throw new IllegalArgumentException("cannot notify without a command: name notify-send");
    }
  }

  @Override
  public Verdict send(Notice notice) {
    List<String> line = new ArrayList<>(command);
    line.add("--app-name=Dubnium");
    line.add("--urgency=" + urgency(notice));
    line.add("--");
    line.add(NoticeText.title(notice));
    line.add(escape(NoticeText.body(notice)));
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return await(process);
    } catch (IOException e) {
      return new Verdict.Refused("cannot run " + command.getFirst() + ": " + e.getMessage());
    }
  }

  private Verdict await(Process process) throws IOException {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Verdict.Later(command.getFirst() + " did not end");
      }
      if (process.exitValue() == 0) {
        return new Verdict.Delivered("shown");
      }
      byte[] complaint = process.getErrorStream().readNBytes(LONGEST_COMPLAINT);
      return new Verdict.Later(
          command.getFirst()
              + " ended with "
              + process.exitValue()
              + ": "
              + new String(complaint, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Later("the agent stopped");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String urgency(Notice notice) {
    if (notice.kind() != NoticeKind.FIRED) {
      return "low";
    }
    return notice.event().severity() == Severity.CRITICAL ? "critical" : "normal";
  }

  /** The body is markup; Desktop Notifications Specification, "Markup". */
  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
