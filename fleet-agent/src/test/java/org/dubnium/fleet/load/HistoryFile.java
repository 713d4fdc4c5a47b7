package org.dubnium.fleet.load;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.store.Retention;
import org.dubnium.fleet.telemetry.store.SqliteHistory;

/**
 * A past of many days, written by the agent's own store: a reading every ten seconds for the last day,
 * of which all are kept, and one a minute before, of which only minutes are kept anyhow.
 */
public final class HistoryFile {

  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Duration COARSE = Duration.ofMinutes(1);

  private HistoryFile() {}

  /** {@code HistoryFile FILE NODES GPUS DAYS}: up to now. */
  public static void main(String[] arguments) throws Exception {
    write(
        Path.of(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]),
        Instant.now());
  }

  static void write(Path file, int count, int gpus, int days, Instant end) throws HistoryException {
    List<SimulatedNode> nodes = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      nodes.add(new SimulatedNode(number, gpus));
    }
    Instant fine = end.minus(Duration.ofDays(1));
    SimulatedTime time = new SimulatedTime(end.minus(Duration.ofDays(days)));
    try (SqliteHistory history =
        SqliteHistory.open(file, Retention.DEFAULT, time, time::nanos)) {
      while (time.instant().isBefore(end)) {
        Instant at = time.instant();
        history.append(
            nodes.stream().flatMap(node -> node.next(at).bySubject().stream()).toList());
        time.pass(at.isBefore(fine) ? COARSE : STEP);
      }
    }
  }
}
