package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.DURATION;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.TEXTS;
import static org.dubnium.bus.codec.FieldType.dictOrEmpty;
import static org.dubnium.bus.codec.FieldType.dicts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.bus.codec.DictCodec;

/**
 * What a request would do.
 *
 * @param route modes on the way, both ends included
 * @param gpuFit whether the workload's model fits; empty if the mode runs none
 * @param typicalDuration median of past moves of this kind; zero if there are none
 * @param jobs jobs of the cluster that this machine leaves; none from an older daemon
 */
public record ExplainInfo(
    String from,
    String to,
    List<String> route,
    List<StepInfo> steps,
    List<GuardInfo> guards,
    List<EndInfo> ends,
    Optional<GpuFitInfo> gpuFit,
    Duration typicalDuration,
    Allowed allowed,
    List<ClusterJobInfo> jobs) {
  public static final DictCodec<ExplainInfo> CODEC =
      DictCodec.of(
          fields ->
              new ExplainInfo(
                  fields.required("from", TEXT, ExplainInfo::from),
                  fields.required("to", TEXT, ExplainInfo::to),
                  fields.required("route", TEXTS, ExplainInfo::route),
                  fields.required("steps", dicts(StepInfo.CODEC), ExplainInfo::steps),
                  fields.required("guards", dicts(GuardInfo.CODEC), ExplainInfo::guards),
                  fields.required("ends", dicts(EndInfo.CODEC), ExplainInfo::ends),
                  fields.required("gpu-fit", dictOrEmpty(GpuFitInfo.CODEC), ExplainInfo::gpuFit),
                  fields.required("typical-duration", DURATION, ExplainInfo::typicalDuration),
                  fields.required(
                      "allowed", Allowed.WORD, ExplainInfo::allowed),
                  fields.optionalList(
                      "jobs", dicts(ClusterJobInfo.CODEC), ExplainInfo::jobs)));

  public ExplainInfo {
    route = List.copyOf(route);
    steps = List.copyOf(steps);
    guards = List.copyOf(guards);
    ends = List.copyOf(ends);
    jobs = List.copyOf(jobs);
  }
}
