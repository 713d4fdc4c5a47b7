package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT32;

import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * A clause of the current mode's contract that does not hold.
 *
 * @param repair what is being done about it; empty if that is not for the daemon to do
 */
public record DegradationInfo(ClauseInfo clause, Optional<Repair> repair) {
  public static final DictCodec<DegradationInfo> CODEC =
      DictCodec.of(
          fields ->
              new DegradationInfo(
                  fields.inline(ClauseInfo.CODEC, DegradationInfo::clause),
                  fields.optionalInline("repair", Repair.CODEC, DegradationInfo::repair)));

  /**
   * What is being done about it.
   *
   * @param state {@code pending repairing backing-off gave-up refused}
   * @param attempts repairs that were tried
   * @param message why the last one failed, or why there is none; may be empty
   */
  public record Repair(String state, long attempts, String message) {
    public static final DictCodec<Repair> CODEC =
        DictCodec.of(
            fields ->
                new Repair(
                    fields.required("repair", TEXT, Repair::state),
                    fields.required("attempts", UINT32, Repair::attempts),
                    fields.required("message", TEXT, Repair::message)));
  }
}
