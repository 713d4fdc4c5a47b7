package org.dubnium.fleet.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.dubnium.fleet.domain.OperationException;

/**
 * Logs of the machine's journal: those that the administrator has named, read by {@code read-log} behind
 * fleet-logs.socket, which knows them, and who may read the journal.
 */
public final class JournalReader implements LogReader {

  /** The most logs that are told of. */
  private static final int MOST_LOGS = 200;

  private static final int LONGEST_LINE = 1024;

  private final ReaderSocket reader;
  private final InstantSource clock;

  /**
   * @param deadline of a question
   * @param threads has one to spare for every question
   */
  public JournalReader(Path socket, Duration deadline, Executor threads, InstantSource clock) {
    this.reader = new ReaderSocket(socket, deadline, threads);
    this.clock = clock;
  }

  /** Every log that is defined, ordered by name. */
  public List<LogInfo> list() throws OperationException, InterruptedException {
    return reader.ask(List.of("list"), answer -> logs(answer.lines()));
  }

  private static List<LogInfo> logs(LineInput lines) throws IOException {
    List<LogInfo> logs = new ArrayList<>();
    for (Optional<LineInput.Line> line = lines.next(LONGEST_LINE);
        line.isPresent() && logs.size() < MOST_LOGS;
        line = lines.next(LONGEST_LINE)) {
      String[] parts = new String(line.get().bytes(), StandardCharsets.UTF_8).split("\t", 3);
      if (parts.length < 3) {
        throw new IOException("the list of logs cannot be read");
      }
      logs.add(new LogInfo(parts[0], kind(parts[1]), parts[2]));
    }
    return logs;
  }

  private static LogInfo.Kind kind(String word) {
    return switch (word) {
      case "units" -> LogInfo.Kind.UNITS;
      case "kernel" -> LogInfo.Kind.KERNEL;
      default -> LogInfo.Kind.INVALID;
    };
  }

  /**
   * Requires that a user may read the machine's journal.
   *
   * @throws OperationException if they may not
   */
  public void requireReader(long uid) throws OperationException, InterruptedException {
    reader.ask(List.of("check", "uid=" + uid)).close();
  }

  @Override
  public LogExcerpt read(String name, int lines, Optional<Instant> since, OptionalLong uid)
      throws OperationException, InterruptedException {
    List<String> words = question("read", name, uid);
    // One more shows that there are more.
    words.add("lines=" + (lines + 1));
    since.ifPresent(time -> words.add("since=" + LogPositions.of(time)));
    String now = LogPositions.of(clock.instant());
    RecentEntries entries = reader.ask(words, answer -> newestFirst(answer.lines(), lines));
    return entries.excerpt(entries.positionOr(now));
  }

  private static RecentEntries newestFirst(LineInput lines, int most) throws IOException {
    RecentEntries entries = new RecentEntries(most);
    Optional<LogEntry> entry = next(lines);
    while (entry.isPresent() && entries.addOldest(entry.get())) {
      entry = next(lines);
    }
    return entries;
  }

  @Override
  public LogStream follow(String name, String position, OptionalLong uid)
      throws OperationException, InterruptedException {
    List<String> words = question("follow", name, uid);
    words.add("position=" + position);
    ReaderSocket.Answer answer = reader.ask(words);
    return new LogStream() {
      @Override
      public Optional<LogEntry> next() throws IOException {
        return JournalReader.next(answer.lines());
      }

      @Override
      public void close() {
        answer.close();
      }
    };
  }

  private static List<String> question(String what, String name, OptionalLong uid) {
    List<String> words = new ArrayList<>(List.of(what, "log=" + name));
    uid.ifPresent(number -> words.add("uid=" + number));
    return words;
  }

  private static Optional<LogEntry> next(LineInput lines) throws IOException {
    Optional<LineInput.Line> line = lines.next(JournalEntry.LONGEST_LINE);
    return line.isPresent() ? Optional.of(JournalEntry.parse(line.get())) : Optional.empty();
  }
}
