package org.dubnium.dbus.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.wire.Dict;
import org.dubnium.bus.wire.Variant;

/**
 * What a request would do.
 *
 * @param route modes on the way, both ends included
 * @param gpuFit whether the workload's model fits; empty if the mode runs none
 * @param typicalDuration median of past moves of this kind; zero if there are none
 */
public record ExplainInfo(
    String from,
    String to,
    List<String> route,
    List<StepInfo> steps,
    List<GuardInfo> guards,
    List<EndInfo> ends,
    Map<String, Variant> gpuFit,
    Duration typicalDuration,
    Allowed allowed)
    implements AsDict {

  public ExplainInfo {
    route = List.copyOf(route);
    steps = List.copyOf(steps);
    guards = List.copyOf(guards);
    ends = List.copyOf(ends);
    gpuFit = Map.copyOf(gpuFit);
  }

  @Override
  public Map<String, Variant> asDict() {
    return new Dict()
        .string("from", from)
        .string("to", to)
        .strings("route", route)
        .dicts("steps", AsDict.all(steps))
        .dicts("guards", AsDict.all(guards))
        .dicts("ends", AsDict.all(ends))
        .dict("gpu-fit", gpuFit)
        .uint64("typical-duration", Micros.of(typicalDuration))
        .string("allowed", allowed.text())
        .toMap();
  }
}
