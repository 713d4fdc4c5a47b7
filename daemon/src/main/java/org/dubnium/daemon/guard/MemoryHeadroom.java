package org.dubnium.daemon.guard;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.observation.Observation.MemoryState;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Denies if less memory is available than a mode that is entered needs. What the plan would free by
 * ending sessions and units is not counted: nobody knows how much of it comes back.
 */
final class MemoryHeadroom implements Guard {

  private static final long MIB = 1024 * 1024;

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    Optional<Contract> neediest =
        input.passage().entered().stream()
            .filter(mode -> mode.memoryHeadroomMiB() > 0)
            .max(Comparator.comparingLong(Contract::memoryHeadroomMiB));
    neediest.ifPresent(mode -> judge(mode, input.observation().memory(), objections));
    return objections.verdict();
  }

  private static void judge(Contract mode, Reading<MemoryState> memory, Objections objections) {
    long need = mode.memoryHeadroomMiB();
    switch (memory) {
      case Reading.Unavailable<MemoryState>(String why) -> objections.cannotTell(why);
      case Reading.Value<MemoryState>(MemoryState state) -> {
        long available = state.availableBytes() / MIB;
        if (available < need) {
          objections.deny(
              "memory-short",
              "%d MiB of memory are available, and %s needs %d MiB (end what uses most of it)"
                  .formatted(available, mode.name(), need),
              Map.of(
                  "available-mib", Long.toString(available),
                  "needed-mib", Long.toString(need),
                  "mode", mode.name().value()));
        }
      }
    }
  }
}
