package org.dubnium.fleet.api;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.logs.LogEntry;
import org.dubnium.fleet.logs.LogExcerpt;
import org.dubnium.fleet.service.LogBatch;
import org.dubnium.fleet.service.LogClient;
import org.dubnium.fleet.service.LogFollower;
import org.dubnium.fleet.service.Logs;
import org.dubnium.fleet.web.Json;

/**
 * A log as server-sent events (WHATWG HTML, "Server-sent events"): first the lines that there are, then
 * those that come. The id of an event is the position behind its lines.
 */
final class LogEvents {

  /** The interval of comments that keep proxies from closing an idle stream. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /** The longest stream: after it a client has to authenticate again. */
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private static final int MOST_LINES_AT_ONCE = 1_000;

  /** Bytes of heap that the lines take at most which a stream begins with. */
  private static final int MOST_FIRST = 768 * 1024;

  private static final int PIECE = 32 * 1024;

  private final Logs logs;
  private final LogClient client;
  private final String name;
  private final String position;
  private List<LogEntry> first;

  /**
   * @param first whose newest lines are told at once; the rest follows from its position
   */
  LogEvents(Logs logs, LogClient client, String name, LogExcerpt first) {
    this.logs = logs;
    this.client = client;
    this.name = name;
    this.position = first.position();
    this.first = first.newest(MOST_FIRST).entries();
  }

  /** Writes until the client is gone, or the log cannot be followed any more. */
  void write(OutputStream unbuffered) throws IOException, InterruptedException {
    OutputStream out = new BufferedOutputStream(unbuffered, PIECE);
    try (LogFollower follower = logs.follow(client, name, position)) {
      send(out, "retry: 3000\n\n");
      writeFirst(out);
      long end = System.nanoTime() + LONGEST.toNanos();
      Optional<String> over = Optional.empty();
      while (over.isEmpty()) {
        LogBatch batch = follower.next(HEARTBEAT);
        writeLines(out, batch.entries(), batch.lost());
        if (batch.isEmpty()) {
          send(out, ": still here\n\n");
        }
        over =
            System.nanoTime() - end > 0
                ? Optional.of("")
                : batch.end();
      }
      writeEnd(out, over.get());
    } catch (OperationException refused) {
      writeEnd(out, String.valueOf(refused.getMessage()));
    }
  }

  private void writeFirst(OutputStream out) throws IOException {
    for (int from = 0; from < first.size(); from += MOST_LINES_AT_ONCE) {
      int to = Math.min(from + MOST_LINES_AT_ONCE, first.size());
      writeLines(out, first.subList(from, to), 0);
    }
    // A stream lasts long, and needs them no more.
    first = List.of();
  }

  private static void writeLines(OutputStream out, List<LogEntry> entries, long lost)
      throws IOException {
    if (!entries.isEmpty() || lost > 0) {
      if (!entries.isEmpty()) {
        add(out, "id: " + entries.getLast().position() + "\n");
      }
      sendEvent(out, "lines", new LogJson.Added(LogJson.Line.of(entries), lost));
    }
  }

  private static void writeEnd(OutputStream out, String reason) throws IOException {
    sendEvent(out, "end", new LogJson.End(reason));
  }

  private static void sendEvent(OutputStream out, String name, Object data) throws IOException {
    add(out, "event: " + name + "\ndata: ");
    Json.write(out, data);
    send(out, "\n\n");
  }

  private static void send(OutputStream out, String text) throws IOException {
    add(out, text);
    out.flush();
  }

  private static void add(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
