package org.dubnium.fleet.pod.store;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlotId;

/**
 * What the store knows now.
 *
 * @param applied declarations, by name
 * @param wishes of slots for which people have said something
 * @param keeps until when a slot's pod is not stopped for being idle
 * @param intents those that are open, and the last ones that were closed, the oldest first
 * @param condemned pods that people want destroyed, although they fill no slot
 * @param emptied who wanted everything destroyed, and nothing was applied since
 * @param damaged whether an earlier file was lost, and what it knew may yet turn up in a listing
 */
public record PodRecords(
    List<AppliedDeclaration> applied,
    Map<SlotId, SlotWish> wishes,
    Map<SlotId, Instant> keeps,
    List<PodIntent> intents,
    Set<PodName> condemned,
    Optional<String> emptied,
    boolean damaged) {

  public PodRecords {
    applied = List.copyOf(applied);
    wishes = Collections.unmodifiableMap(new TreeMap<>(wishes));
    keeps = Collections.unmodifiableMap(new TreeMap<>(keeps));
    intents = List.copyOf(intents);
    condemned = Set.copyOf(condemned);
  }

  public Optional<AppliedDeclaration> applied(String name) {
    return applied.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  public SlotWish wish(SlotId slot) {
    return wishes.getOrDefault(slot, SlotWish.RUNNING);
  }

  public Optional<PodIntent> intent(PodName name) {
    return intents.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
