package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.FLAG;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT32;
import static org.dubnium.bus.codec.FieldType.UINT64;

import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.WireException;

/**
 * Whether a model fits the GPUs: one of both.
 *
 * @param unavailable why nobody can tell
 */
public record GpuFitInfo(Optional<String> unavailable, Optional<Estimate> estimate) {
  public static final DictCodec<GpuFitInfo> CODEC =
      DictCodec.of(
          fields ->
              new GpuFitInfo(
                  fields.optional("unavailable", TEXT, GpuFitInfo::unavailable),
                  fields.optionalInline("fits", Estimate.CODEC, GpuFitInfo::estimate)));

  public GpuFitInfo {
    if (unavailable.isPresent() == estimate.isPresent()) {
      throw new WireException("it must be either an estimate or why there is none");
    }
  }

  /**
   * What it needs and what there is. Bytes are of the smallest GPU of those that it is spread over.
   *
   * @param gpu UUID of that GPU; empty if there are too few
   * @param needBytes the sum of weights and KV cache
   * @param budgetBytes what vLLM takes
   * @param freeBytes what a release leaves; what the kernel calls available if {@code unified}
   * @param unified whether the GPU's memory is the machine's
   */
  public record Estimate(
      boolean fits,
      Optional<String> gpu,
      long gpusNeeded,
      long gpusPresent,
      long needBytes,
      long weightsBytes,
      long kvCacheBytes,
      long budgetBytes,
      long freeBytes,
      long totalBytes,
      boolean unified) {
    public static final DictCodec<Estimate> CODEC =
        DictCodec.of(
            fields ->
                new Estimate(
                    fields.required("fits", FLAG, Estimate::fits),
                    fields.required("gpu", TEXT.or(""), Estimate::gpu),
                    fields.required("gpus-needed", UINT32, Estimate::gpusNeeded),
                    fields.required("gpus-present", UINT32, Estimate::gpusPresent),
                    fields.required("need-bytes", UINT64, Estimate::needBytes),
                    fields.required("weights-bytes", UINT64, Estimate::weightsBytes),
                    fields.required("kv-cache-bytes", UINT64, Estimate::kvCacheBytes),
                    fields.required("budget-bytes", UINT64, Estimate::budgetBytes),
                    fields.required("free-bytes", UINT64, Estimate::freeBytes),
                    fields.required("total-bytes", UINT64, Estimate::totalBytes),
                    fields.required("unified", FLAG, Estimate::unified)));
  }
}
