package org.dubnium.dbus.contract;

import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * A clause of the current mode's contract that does not hold.
 *
 * @param repair what is being done about it; empty if that is not for the daemon to do
 */
public record DegradationInfo(ClauseInfo clause, Optional<Repair> repair) implements AsDict {

  /**
   * What is being done about it.
   *
   * @param state {@code pending repairing backing-off gave-up refused}
   * @param attempts repairs that were tried
   * @param message why the last one failed, or why there is none; may be empty
   */
  public record Repair(String state, long attempts, String message) {}

  @Override
  public Map<String, Variant> asDict() {
    Dict dict =
        new Dict()
            .string("clause", clause.clause())
            .string("expected", clause.expected())
            .string("observed", clause.observed());
    if (repair.isPresent()) {
      Repair now = repair.get();
      dict.string("repair", now.state())
          .uint32("attempts", now.attempts())
          .string("message", now.message());
    }
    return dict.toMap();
  }
}
