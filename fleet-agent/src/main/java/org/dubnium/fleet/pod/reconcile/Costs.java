package org.dubnium.fleet.pod.reconcile;

import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.CostHistory;
import org.dubnium.fleet.pod.CostLedger;
import org.dubnium.fleet.pod.CostObservation;
import org.dubnium.fleet.pod.PodRates;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.PodIntent;
import org.dubnium.fleet.pod.store.PodRecords;
import org.dubnium.fleet.pod.store.PodStoreException;
import org.dubnium.fleet.runpod.Pod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the pods have cost, reckoned with each listing and kept. */
final class Costs {

  private static final Logger LOG = LoggerFactory.getLogger(Costs.class);

  private final ReconcilerPorts ports;
  private final CostLedger ledger;
  private volatile CostHistory history;

  Costs(ReconcilerPorts ports) throws PodStoreException {
    this.ports = ports;
    ledger = ports.store().costs();
    history = ledger.history();
  }

  CostHistory history() {
    return history;
  }

  void observe(PodRecords records, List<ObservedPod> pods) {
    List<CostObservation> observations =
        pods.stream()
            .map(
                pod ->
                    CostObservation.of(pod.pod(), pod.name(), rate(records, pod)))
            .toList();
    CostLedger.Changes changes =
        ledger.observe(
            observations, ports.nanoTime().getAsLong(), ports.clock().instant());
    history = ledger.history();
    try {
      if (!changes.accounts().isEmpty() || !changes.days().isEmpty()) {
        ports.store().costs(changes);
      }
    } catch (PodStoreException e) {
      // The sums are in memory still, and written whole with the next change.
      LOG.warn("{}, ignoring", e.getMessage());
    }
  }

  /** What a pod costs per hour; zero if nobody knows. */
  static Usd rate(PodRecords records, ObservedPod pod) {
    Optional<Usd> expected =
        records
            .intent(pod.name())
            .map(PodIntent::highestRate)
            .filter(each -> each.micros() > 0);
    return PodRates.of(pod.pod(), expected).orElse(Usd.ZERO);
  }

  /** What RunPod says that it costs; empty if it says nothing. */
  static Optional<Usd> told(Pod pod) {
    return PodRates.of(pod, Optional.empty()).filter(rate -> rate.micros() > 0);
  }
}
