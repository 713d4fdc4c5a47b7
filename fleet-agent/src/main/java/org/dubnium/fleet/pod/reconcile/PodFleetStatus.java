package org.dubnium.fleet.pod.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.pod.store.AppliedDeclaration;

/**
 * The rented pods as they were last seen. A snapshot.
 *
 * @param fleet its id
 * @param cap what all pods together may cost per hour
 * @param rate what they cost per hour now, those included that may have been made
 * @param listedAt when RunPod was last asked for its pods, and told them; empty if it never was
 * @param failure why they cannot be listed now, or the records not be read; empty if they were
 * @param declarations what is declared or applied, by name
 * @param slots those in force, and each pod of the fleet that fills none of them
 */
public record PodFleetStatus(
    String fleet,
    Usd cap,
    Usd rate,
    Optional<Instant> listedAt,
    Optional<String> failure,
    List<DeclarationStatus> declarations,
    List<SlotStatus> slots) {

  public PodFleetStatus {
    declarations = List.copyOf(declarations);
    slots = List.copyOf(slots);
  }

  /** The declaration as it was applied, of which a slot is; empty if it is not applied. */
  public Optional<PodDeclaration> applied(SlotId slot) {
    return declarations.stream()
        .filter(each -> each.name().equals(slot.declaration()))
        .flatMap(each -> each.applied().stream())
        .map(AppliedDeclaration::declaration)
        .findFirst();
  }
}
