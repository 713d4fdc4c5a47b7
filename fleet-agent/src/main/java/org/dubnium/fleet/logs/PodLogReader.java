package org.dubnium.fleet.logs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.dubnium.fleet.runpod.LogLine;
import org.dubnium.fleet.runpod.LogQuery;
import org.dubnium.fleet.runpod.PodLog;
import org.dubnium.fleet.runpod.RunpodApi;
import org.dubnium.fleet.runpod.RunpodException;

/**
 * What rented pods print, as RunPod tells it. A log is called by the pod's slot. Whoever may read the
 * journal may read these.
 */
public final class PodLogReader implements LogReader {

  /** Printable characters of ASCII, as they can be in a header. */
  private static final Pattern HEXADECIMAL = Pattern.compile("(2[1-9a-f]|[3-6][0-9a-f]|7[0-9a-e]){1,128}");

  private final Function<String, Optional<String>> ids;
  private final RunpodApi runpod;
  private final JournalReader journal;
  private final InstantSource clock;

  /**
   * Makes one.
   *
   * @param ids RunPod's id of the pod in a slot; empty if there is none
   * @param journal knows who may read logs
   */
  public PodLogReader(
      Function<String, Optional<String>> ids,
      RunpodApi runpod,
      JournalReader journal,
      InstantSource clock) {
    this.ids = ids;
    this.runpod = runpod;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public LogExcerpt read(String slot, int lines, Optional<Instant> since, OptionalLong uid)
      throws OperationException, InterruptedException {
    String now = LogPositions.of(clock.instant());
    // One more shows that there are more.
    int tail = Math.min(lines + 1, LogQuery.MOST_TAIL);
    RecentEntries entries = new RecentEntries(lines);
    try (PodLog log = open(slot, new LogQuery(tail, since, Optional.empty(), false), uid)) {
      for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
        entries.addNewest(entry(line.get()));
      }
    } catch (RunpodException failed) {
      throw failed.toOperationException();
    }
    return entries.excerpt(entries.positionOr(now));
  }

  @Override
  public LogStream follow(String slot, String position, OptionalLong uid)
      throws OperationException, InterruptedException {
    PodLog log = open(slot, behind(position), uid);
    return new LogStream() {
      @Override
      public Optional<LogEntry> next() throws IOException {
        try {
          return log.next().map(PodLogReader::entry);
        } catch (RunpodException failed) {
          throw new IOException(failed.getMessage(), failed);
        } catch (InterruptedException stopping) {
          Thread.currentThread().interrupt();
          throw new IOException("it is not followed any longer", stopping);
        }
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }

  private PodLog open(String slot, LogQuery query, OptionalLong uid)
      throws OperationException, InterruptedException {
    if (uid.isPresent()) {
      journal.requireReader(uid.getAsLong());
    }
    String id =
        ids.apply(slot)
            .orElseThrow(
                () -> new OperationException(Kind.NOT_FOUND, "cannot find a pod in that slot"));
    try {
      return runpod.podLog(id, query);
    } catch (RunpodException failed) {
      throw failed.toOperationException();
    }
  }

  /** The lines behind a position: a time, or RunPod's own position in hexadecimal digits. */
  private static LogQuery behind(String position) throws OperationException {
    if (position.length() <= LogPositions.LONGEST_NUMBER) {
      Instant since = Instant.EPOCH.plus(Long.parseLong(position), ChronoUnit.MICROS);
      return new LogQuery(0, Optional.of(since), Optional.empty(), true);
    }
    if (!HEXADECIMAL.matcher(position).matches()) {
      throw new OperationException(
          Kind.INVALID, "cannot follow the log from there: it is no position of a pod's log");
    }
    byte[] own = HexFormat.of().parseHex(position);
    return LogQuery.follow(0).resumedAfter(new String(own, StandardCharsets.US_ASCII));
  }

  private static LogEntry entry(LogLine line) {
    return new LogEntry(
        Optional.of(line.at()),
        OptionalInt.empty(),
        Optional.of(line.source()),
        OptionalLong.empty(),
        line.text(),
        HexFormat.of().formatHex(line.position().getBytes(StandardCharsets.US_ASCII)));
  }
}
