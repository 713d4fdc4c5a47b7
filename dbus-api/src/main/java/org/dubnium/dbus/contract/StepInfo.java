package org.dubnium.dbus.contract;

import java.time.Duration;
import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * A step of a plan.
 *
 * @param index from 1
 * @param kind {@code stop-unit start-unit …}
 * @param subject what it is done to
 * @param deadline longest duration
 * @param undo what takes it back; empty if there is nothing to take back
 */
public record StepInfo(int index, String kind, String subject, Duration deadline, String undo)
    implements AsDict {

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .uint32("index", index)
        .string("kind", kind)
        .string("subject", subject)
        .uint64("deadline", Micros.of(deadline))
        .string("undo", undo)
        .toMap();
  }
}
