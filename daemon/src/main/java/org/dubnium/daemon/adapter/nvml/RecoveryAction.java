package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.Memory;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Reads what the driver says that a GPU needs, by {@code nvmlDeviceGetFieldValues}: a call for many
 * values, each with a code of its own.
 */
final class RecoveryAction {

  /** {@code NVML_FI_DEV_GET_GPU_RECOVERY_ACTION}, from the 565 drivers on. */
  private static final int FIELD = 230;

  /**
   * Of {@code nvmlFieldValue_t}, 40 bytes: field and scope (u32 each), timestamp and latency (s64
   * each), then these.
   */
  private static final int VALUE_TYPE_OFFSET = 24;

  private static final int RETURN_OFFSET = 28;
  private static final int VALUE_OFFSET = 32;
  private static final int LENGTH = 40;

  /** {@code nvmlValueType_t} of values that are four bytes long: unsigned and signed int. */
  private static final int UNSIGNED_INT = 1;

  private static final int SIGNED_INT = 5;

  private static final String WHAT = "the recovery action";
  private static final String ENTRY_POINT = "nvmlDeviceGetFieldValues";

  private final NvmlCalls calls;

  RecoveryAction(NvmlCalls calls) {
    this.calls = calls;
  }

  /** The number of an {@code nvmlDeviceGpuRecoveryAction_t}. */
  Reading<Long> read(long device) {
    return calls
        .read(
            Group.FIELD_VALUES,
            WHAT,
            ENTRY_POINT,
            values -> {
              calls.buffer().clear(LENGTH);
              calls.buffer().setInt(0, FIELD);
              return NvmlSymbols.FieldValues.nvmlDeviceGetFieldValues(device, 1, values);
            },
            RecoveryAction::value)
        .flatMap(value -> value);
  }

  private static Reading<Long> value(Memory field) {
    NvmlReturn code = new NvmlReturn(field.getInt(RETURN_OFFSET));
    if (!code.isSuccess()) {
      return NvmlCalls.refused(WHAT, "field " + FIELD + " of " + ENTRY_POINT, code);
    }
    int type = field.getInt(VALUE_TYPE_OFFSET);
    return Reading.of(
        type == UNSIGNED_INT || type == SIGNED_INT
            ? Integer.toUnsignedLong(field.getInt(VALUE_OFFSET))
            : field.getLong(VALUE_OFFSET));
  }
}
