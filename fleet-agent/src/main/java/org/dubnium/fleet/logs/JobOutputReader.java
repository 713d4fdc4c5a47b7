package org.dubnium.fleet.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;

/**
 * The output of Slurm jobs, read by {@code job-output} behind fleet-job-output.socket as the user whom jobs
 * belong to. A log is called by the job's id. Whoever may read the journal may read these.
 */
public final class JobOutputReader implements LogReader {

  /** The most bytes of a line that are read: a message of full length. */
  private static final int LONGEST_LINE = 4 * LogEntry.LONGEST_MESSAGE;

  private final ReaderSocket reader;
  private final JournalReader journal;

  /**
   * @param journal knows who may read logs
   * @param deadline of a question
   * @param threads has one to spare for every question
   */
  public JobOutputReader(Path socket, JournalReader journal, Duration deadline, Executor threads) {
    this.reader = new ReaderSocket(socket, deadline, threads);
    this.journal = journal;
  }

  /** {@code since} is ignored: the lines have no time. */
  @Override
  public LogExcerpt read(String job, int lines, Optional<Instant> since, OptionalLong uid)
      throws OperationException, InterruptedException {
    requireReader(uid);
    // One more shows that there are more.
    return reader.ask(
        List.of("read", "job=" + job, "lines=" + (lines + 1)),
        answer -> {
          long end = position(answer);
          RecentEntries entries = new RecentEntries(lines);
          for (Optional<LineInput.Line> line = answer.lines().next(LONGEST_LINE);
              line.isPresent();
              line = answer.lines().next(LONGEST_LINE)) {
            entries.addNewest(entry(line.get(), end));
          }
          return entries.excerpt(Long.toString(end));
        });
  }

  @Override
  public LogStream follow(String job, String position, OptionalLong uid)
      throws OperationException, InterruptedException {
    requireReader(uid);
    ReaderSocket.Answer answer =
        reader.ask(List.of("follow", "job=" + job, "position=" + position));
    long begin = position(answer);
    return new LogStream() {
      private long end = begin;

      @Override
      public Optional<LogEntry> next() throws IOException {
        Optional<LineInput.Line> line = answer.lines().next(LONGEST_LINE);
        end += line.map(LineInput.Line::length).orElse(0L);
        return line.map(one -> entry(one, end));
      }

      @Override
      public void close() {
        answer.close();
      }
    };
  }

  private void requireReader(OptionalLong uid) throws OperationException, InterruptedException {
    if (uid.isPresent()) {
      journal.requireReader(uid.getAsLong());
    }
  }

  private static long position(ReaderSocket.Answer answer) throws OperationException {
    if (!answer.told().matches("\\d{1,16}")) {
      throw new OperationException(
          Kind.UNAVAILABLE, "cannot read the output of that job: its reader does not say where it is");
    }
    return Long.parseLong(answer.told());
  }

  private static LogEntry entry(LineInput.Line line, long end) {
    String text = new String(line.bytes(), StandardCharsets.UTF_8);
    return new LogEntry(
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        line.whole() ? text : text + "…",
        Long.toString(end));
  }
}
