package org.dubnium.daemon.bus;

import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.guard.GpuFit;

/** Whether a model fits the GPUs, in the form of the contract. */
final class GpuFitWire {

  private GpuFitWire() {}

  static Map<String, Variant> dict(Reading<GpuFit> reading) {
    return switch (reading) {
      case Reading.Unavailable<GpuFit>(String why) -> new Dict().string("unavailable", why).toMap();
      case Reading.Value<GpuFit>(GpuFit fit) ->
          new Dict()
              .bool("fits", fit.fits())
              .string("gpu", fit.gpu().map(GpuIdentity::uuid).orElse(""))
              .uint32("gpus-needed", fit.gpusNeeded())
              .uint32("gpus-present", fit.gpusPresent())
              .uint64("need-bytes", fit.needBytes())
              .uint64("weights-bytes", fit.weightsBytes())
              .uint64("kv-cache-bytes", fit.kvCacheBytes())
              .uint64("budget-bytes", fit.budgetBytes())
              .uint64("free-bytes", fit.freeBytes())
              .uint64("total-bytes", fit.totalBytes())
              .bool("unified", fit.unified())
              .toMap();
    };
  }
}
