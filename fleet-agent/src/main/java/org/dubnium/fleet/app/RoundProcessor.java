package org.dubnium.fleet.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.dubnium.fleet.service.Alerting;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.scrape.CollectorListener;
import org.dubnium.fleet.web.EventHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with what was read: it is kept, judged by the alert rules, and told to the pages. */
final class RoundProcessor implements CollectorListener {

  private static final Logger LOG = LoggerFactory.getLogger(RoundProcessor.class);

  /** A few rounds that do not come mean that nothing is read any more. */
  private static final int MISSED = 6;

  private final Supplier<List<NodeState>> states;
  private final History history;
  private final Alerting alerting;
  private final EventHub events;
  private final List<SupplementarySource> others;
  private final Duration longestSilence;
  private volatile long lastRound = System.nanoTime();

  /** When what others told was read, as far as it is kept: they may tell the same again. */
  private final Map<Subject, Instant> kept = new HashMap<>();

  /**
   * Makes one.
   *
   * @param states of all nodes, as they are now
   * @param others who tell of something else
   */
  RoundProcessor(
      Supplier<List<NodeState>> states,
      History history,
      Alerting alerting,
      EventHub events,
      List<SupplementarySource> others,
      Duration interval) {
    this.states = states;
    this.history = history;
    this.alerting = alerting;
    this.events = events;
    this.others = List.copyOf(others);
    this.longestSilence = interval.multipliedBy(MISSED).plusMinutes(1);
  }

  /** Whether rounds come. */
  boolean isAlive() {
    return System.nanoTime() - lastRound < longestSilence.toNanos();
  }

  @Override
  public void round(List<NodeReading> readings) {
    lastRound = System.nanoTime();
    try {
      SupplementaryReadings told = SupplementaryReadings.nothing();
      for (SupplementarySource other : others) {
        told = told.and(other.read());
      }
      keep(readings, told.readings());
      judge(told);
      tell("metrics", Map.of("nodes", readings.size()));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void changed(NodeState state) {
    tell("nodes", Map.of("nodeId", state.node().value(), "reachable", state.reachable()));
  }

  @Override
  public void removed(NodeId node) {
    tell("nodes", Map.of("nodeId", node.value(), "removed", true));
  }

  private void keep(List<NodeReading> readings, List<SubjectReading> others) {
    List<SubjectReading> all = new ArrayList<>();
    readings.forEach(reading -> all.addAll(reading.bySubject()));
    others.stream()
        .filter(other -> !other.at().equals(kept.put(other.subject(), other.at())))
        .forEach(all::add);
    try {
      history.append(all);
    } catch (HistoryException full) {
      LOG.error("a round is not kept: {}", full.getMessage());
    } catch (RuntimeException defect) {
      // Whatever is wrong with the past, people must hear of the present.
      LOG.error("cannot keep a round, which is a defect of the store", defect);
    }
  }

  private void judge(SupplementaryReadings told) {
    try {
      var _ = alerting.tick(states.get(), told);
    } catch (AlertStoreException unusable) {
      LOG.error("alerts are not judged: {}; the next round makes up for it", unusable.getMessage());
    }
  }

  private void tell(String name, Object data) {
    var _ = events.publish(name, data);
  }
}
