package org.dubnium.fleet.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dubnium.fleet.alert.AlertRule;
import org.dubnium.fleet.alert.ChannelRoute;
import org.dubnium.fleet.alert.Condition;
import org.dubnium.fleet.alert.ManualClock;
import org.dubnium.fleet.alert.Notification;
import org.dubnium.fleet.alert.QuietHours;
import org.dubnium.fleet.alert.RuleSpec;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.Severity;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;

/**
 * How long a tick takes at which all of 8,000 GPUs fire, or resolve, with three channels. Prints; run
 * by hand, with a directory on the disk that is meant.
 */
final class TickBenchmark {

  private static final int GPUS = 8_000;

  private TickBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(arguments[0]), "ticks");
    ManualClock clock = new ManualClock();
    try (AlertStore store =
        AlertStore.open(directory.resolve("alerts.db"), new NodeId("head"), clock)) {
      store.route(
          IntStream.range(0, Integer.parseInt(arguments[1]))
              .mapToObj(
                  i ->
                      new ChannelRoute(
                          "c" + i, EnumSet.allOf(Severity.class), QuietHours.none(), false))
              .toList());
      Alerting alerting = new Alerting(store, () -> {}, new RecordedChanges(), clock::nanoTime);
      for (AlertRule rule : alerting.rules()) {
        alerting.delete(rule.id());
      }
      alerting.create(
          new RuleSpec(
              "hot",
              Metric.GPU_TEMPERATURE,
              Condition.GT,
              80,
              Duration.ZERO,
              Optional.empty(),
              true));
      for (int round = 0; round < 10; round++) {
        time("fire", () -> alerting.tick(List.of(), all(90)));
        time("tell", () -> tell(store, clock));
        time("quiet", () -> alerting.tick(List.of(), all(90)));
        time("resolve", () -> alerting.tick(List.of(), all(30)));
        time("tell", () -> tell(store, clock));
      }
    }
  }

  private interface Timed {
    Object run() throws AlertStoreException;
  }

  private static void time(String what, Timed timed) throws AlertStoreException {
    long begin = System.nanoTime();
    var _ = timed.run();
    System.out.printf("%8s %5d ms%n", what, (System.nanoTime() - begin) / 1_000_000);
  }

  private static int tell(AlertStore store, ManualClock clock) throws AlertStoreException {
    int told = 0;
    for (ChannelRoute route : store.notifications().routes()) {
      Optional<Notification> notification = store.notifications().take(route.name(), clock.instant());
      while (notification.isPresent()) {
        var _ = store.notifications().delivered(notification.get(), clock.instant(), "200");
        told++;
        notification = store.notifications().take(route.name(), clock.instant());
      }
    }
    return told;
  }

  private static SupplementaryReadings all(double temperature) {
    return new SupplementaryReadings(
        IntStream.range(0, GPUS)
            .mapToObj(
                i ->
                    new SubjectReading(
                        new Subject.Gpu(new NodeId("node-" + i / 8), i % 8),
                        Instant.EPOCH,
                        Map.of(Metric.GPU_TEMPERATURE, temperature)))
            .toList(),
        Set.of());
  }
}
