package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.DURATION;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.time.Duration;
import org.dubnium.bus.codec.DictCodec;

/**
 * A step of a plan.
 *
 * @param index from 1
 * @param kind {@code stop-unit start-unit …}
 * @param subject what it is done to
 * @param deadline longest duration
 * @param undo what takes it back; empty if there is nothing to take back
 */
public record StepInfo(long index, String kind, String subject, Duration deadline, String undo) {
  public static final DictCodec<StepInfo> CODEC =
      DictCodec.of(
          fields ->
              new StepInfo(
                  fields.required("index", UINT32, StepInfo::index),
                  fields.required("kind", TEXT, StepInfo::kind),
                  fields.required("subject", TEXT, StepInfo::subject),
                  fields.required("deadline", DURATION, StepInfo::deadline),
                  fields.required("undo", TEXT, StepInfo::undo)));
}
