package org.dubnium.fleet.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertJson;
import org.dubnium.fleet.alert.AlertMetric;
import org.dubnium.fleet.alert.Measurement;
import org.dubnium.fleet.alert.SupplementaryReadings;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.scrape.CollectorListener;
import org.dubnium.fleet.web.EventHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with what was read: it is kept, judged by the alert rules, and told to the pages. */
final class RoundProcessor implements CollectorListener {

  private static final Logger LOG = LoggerFactory.getLogger(RoundProcessor.class);

  /** The cluster is kept like a node of this name. */
  private static final NodeId CLUSTER = new NodeId("slurm");

  /** A few rounds that do not come mean that nothing is read any more. */
  private static final int MISSED = 6;

  /** Alerts of one round that are told one by one. */
  private static final int MOST_TOLD = 50;

  private final Supplier<List<NodeState>> states;
  private final History history;
  private final Alerting alerting;
  private final EventHub events;
  private final HostCondition host;
  private final Supplier<SlurmReading> slurm;
  private final Duration longestSilence;
  private volatile long lastRound = System.nanoTime();
  private volatile Optional<Instant> lastCluster = Optional.empty();

  /**
   * Makes one.
   *
   * @param states of all nodes, as they are now
   */
  RoundProcessor(
      Supplier<List<NodeState>> states,
      History history,
      Alerting alerting,
      EventHub events,
      HostCondition host,
      Supplier<SlurmReading> slurm,
      Duration interval) {
    this.states = states;
    this.history = history;
    this.alerting = alerting;
    this.events = events;
    this.host = host;
    this.slurm = slurm;
    this.longestSilence = interval.multipliedBy(MISSED).plusMinutes(1);
  }

  /** Whether rounds come. */
  boolean isAlive() {
    return System.nanoTime() - lastRound < longestSilence.toNanos();
  }

  @Override
  public void round(List<NodeReading> readings) {
    lastRound = System.nanoTime();
    SlurmReading cluster = slurm.get();
    keep(
        readings,
        cluster instanceof SlurmReading.Known known ? Optional.of(known) : Optional.empty());
    judge(observe(cluster));
    tell("metrics", Map.of("nodes", readings.size()));
  }

  @Override
  public void changed(NodeState state) {
    tell("nodes", Map.of("nodeId", state.node().value(), "reachable", state.reachable()));
  }

  @Override
  public void removed(NodeId node) {
    tell("nodes", Map.of("nodeId", node.value(), "removed", true));
  }

  private void keep(List<NodeReading> readings, Optional<SlurmReading.Known> cluster) {
    List<NodeReading> all = new ArrayList<>(readings);
    cluster
        .filter(known -> !Optional.of(known.at()).equals(lastCluster))
        .ifPresent(
            known -> {
              lastCluster = Optional.of(known.at());
              all.add(reading(known));
            });
    try {
      history.append(all);
    } catch (HistoryException full) {
      LOG.error("a round is not kept: {}", full.getMessage());
    } catch (RuntimeException defect) {
      // Whatever is wrong with the past, people must hear of the present.
      LOG.error("cannot keep a round, which is a defect of the store", defect);
    }
  }

  private static NodeReading reading(SlurmReading.Known cluster) {
    return new NodeReading(
        CLUSTER, CLUSTER.value(), cluster.at(), List.of(), cluster.status().metrics());
  }

  /** One that does not answer is there still; one that is not there was taken out. */
  static SupplementaryReadings observe(SlurmReading cluster) {
    return switch (cluster) {
      case SlurmReading.Known known ->
          SupplementaryReadings.of(
              Arrays.stream(AlertMetric.values())
                  .flatMap(metric -> of(metric, known.status().metrics()))
                  .toList());
      case SlurmReading.Silent _ -> new SupplementaryReadings(List.of(), Set.of(CLUSTER));
      case SlurmReading.Absent _ -> SupplementaryReadings.nothing();
    };
  }

  private void judge(SupplementaryReadings cluster) {
    try {
      tell(alerting.tick(states.get(), host.observe().and(cluster)));
    } catch (AlertStoreException unusable) {
      LOG.error("alerts are not judged: {}; the next round makes up for it", unusable.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Of very many a listener reads the list rather than an event for each, which it could not take. */
  private void tell(List<AlertEvent> changed) {
    if (changed.size() > MOST_TOLD) {
      tell("alerts", Map.of("total", changed.size()));
    } else {
      changed.forEach(event -> tell("alerts", AlertJson.event(event)));
    }
  }

  private static Stream<Measurement> of(AlertMetric metric, Map<Metric, Double> cluster) {
    return metric.source().map(cluster::get).stream()
        .map(value -> Measurement.of(CLUSTER, metric, value));
  }

  private void tell(String name, Object data) {
    var _ = events.publish(name, data);
  }
}
