package org.dubnium.fleet.app;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PublicAddress;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.reconcile.PodFleetStatus;
import org.dubnium.fleet.pod.reconcile.SlotStatus;
import org.dubnium.fleet.slurm.ClientConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has Slurm's commands of this host find the controller in the pod that is the head of the fleet's cluster. */
final class RentedCluster {

  private static final Logger LOG = LoggerFactory.getLogger(RentedCluster.class);

  private final ClientConfiguration configuration;

  /** What was written; empty before the first time. */
  private Optional<Optional<Controller>> written = Optional.empty();

  /** Where the controller of a cluster is. */
  private record Controller(String cluster, String slot, PublicAddress address) {}

  RentedCluster(ClientConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Takes the pods as they were seen last. */
  synchronized void update(Optional<PodFleetStatus> status) {
    Optional<Controller> controller = status.flatMap(RentedCluster::controller);
    if (written.equals(Optional.of(controller))) {
      return;
    }
    try {
      if (controller.isPresent()) {
        Controller found = controller.get();
        configuration.use(
            found.cluster(), found.slot(), found.address().host(), found.address().port());
      } else {
        configuration.forget();
      }
      written = Optional.of(controller);
    } catch (IOException e) {
      LOG.warn("{}, ignoring: the rented cluster is not reached before the next look", e.getMessage());
    }
  }

  private static Optional<Controller> controller(PodFleetStatus status) {
    return status.slots().stream()
        .filter(SlotStatus::inForce)
        .filter(
            slot ->
                status.applied(slot.slot()).filter(each -> each.role() == PodRole.HEAD).isPresent())
        .flatMap(
            slot ->
                Optional.ofNullable(slot.addresses().get(SlurmHead.PORT))
                    .map(address -> new Controller(status.fleet(), slot.slot().toString(), address))
                    .stream())
        .findFirst();
  }
}
