package org.dubnium.fleet.load;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.scrape.Collector;
import org.dubnium.fleet.telemetry.scrape.CollectorListener;
import org.dubnium.fleet.telemetry.scrape.CollectorSettings;
import org.dubnium.fleet.telemetry.scrape.Source;
import org.dubnium.fleet.telemetry.scrape.SourceTally;
import org.dubnium.fleet.telemetry.scrape.exporter.ExporterClient;
import org.dubnium.fleet.telemetry.scrape.exporter.ExporterSource;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Limits;
import org.dubnium.fleet.telemetry.store.Retention;
import org.dubnium.fleet.telemetry.store.SqliteHistory;

/**
 * Reads hostile exporters with what the agent reads them with, and keeps what it keeps, in a process of
 * its own whose heap is small. Arguments: a file for the past, an address, and the names of the nodes,
 * each an exporter below that address. Ends once each was read a few times and the honest one answers
 * still, and prints a line for each: its name, whether it answers, whether as a whole, its GPUs, and why
 * not.
 */
public final class HostileRun {

  private static final int READINGS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** As shipped. */
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private HostileRun() {}

  public static void main(String[] arguments) throws Exception {
    HttpUrl base = HttpUrl.get(arguments[1]);
    List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
    OkHttpClient client = ExporterClient.of(DEADLINE, names.size());
    List<Source> sources = new ArrayList<>();
    for (String name : names) {
      HttpUrl url = base.newBuilder().addPathSegment(name.replaceAll("-.*", "")).build();
      sources.add(
          new ExporterSource(
              client,
              new ExpositionParser(Limits.DEFAULT),
              Clock.systemUTC(),
              new NodeId(name),
              url,
              Optional.empty()));
    }
    CountDownLatch done = new CountDownLatch(1);
    try (History history =
            SqliteHistory.open(
                Path.of(arguments[0]), Retention.DEFAULT, Clock.systemUTC(), System::nanoTime);
        Collector collector =
            new Collector(
                new CollectorSettings(INTERVAL, DEADLINE, INTERVAL), Clock.systemUTC())) {
      collector.listen(new Keeping(history, collector, done));
      collector.replace(sources);
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.out.println("cannot end: " + collector.tallies());
        System.exit(1);
      }
      collector.states().forEach(state -> System.out.println(line(state)));
    }
    System.exit(0);
  }

  private static String line(NodeState state) {
    return String.join(
        "|",
        state.node().value(),
        Boolean.toString(state.reachable()),
        Boolean.toString(state.whole()),
        Integer.toString(state.last().map(last -> last.gpus().size()).orElse(0)),
        state.why().orElse(""));
  }

  /** Keeps every round, until every source was read often enough. */
  private record Keeping(History history, Collector collector, CountDownLatch done)
      implements CollectorListener {

    @Override
    public void round(List<NodeReading> readings) {
      try {
        history.append(
            readings.stream().flatMap(reading -> reading.bySubject().stream()).toList());
      } catch (HistoryException full) {
        throw new IllegalStateException(full);
      }
      if (isEnough(collector)) {
        done.countDown();
      }
    }

    private static boolean isEnough(Collector collector) {
      boolean often =
          collector.tallies().stream().mapToLong(SourceTally::readings).allMatch(n -> n >= READINGS);
      return often
          && collector
              .state(new NodeId(HostileExporter.HONEST))
              .filter(NodeState::whole)
              .isPresent();
    }

    @Override
    public void changed(NodeState state) {}

    @Override
    public void removed(NodeId node) {}
  }
}
