package org.dubnium.daemon.bus;

import java.util.Optional;
import org.dubnium.daemon.domain.observation.GpuIdentity;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.guard.GpuFit;
import org.dubnium.dbus.contract.GpuFitInfo;

/** Whether a model fits the GPUs, in the form of the contract. */
final class GpuFitWire {

  private GpuFitWire() {}

  static GpuFitInfo info(Reading<GpuFit> reading) {
    return switch (reading) {
      case Reading.Unavailable<GpuFit>(String why) ->
          new GpuFitInfo(Optional.of(why), Optional.empty());
      case Reading.Value<GpuFit>(GpuFit fit) ->
          new GpuFitInfo(
              Optional.empty(),
              Optional.of(
                  new GpuFitInfo.Estimate(
                      fit.fits(),
                      fit.gpu().map(GpuIdentity::uuid),
                      fit.gpusNeeded(),
                      fit.gpusPresent(),
                      fit.needBytes(),
                      fit.weightsBytes(),
                      fit.kvCacheBytes(),
                      fit.budgetBytes(),
                      fit.freeBytes(),
                      fit.totalBytes(),
                      fit.unified())));
    };
  }
}
