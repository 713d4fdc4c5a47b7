package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.DURATION;
import static org.dubnium.bus.codec.FieldType.TEXT;
import static org.dubnium.bus.codec.FieldType.UINT64;

import java.time.Duration;
import org.dubnium.bus.codec.DictCodec;

/**
 * A job of the cluster that this machine is a node of, which a plan has to do with.
 *
 * @param id Slurm's own
 * @param shown the id as people know it, such as {@code 12_3}
 * @param left until its time limit; zero if it has none, or nobody knows
 * @param policy what is done about it: {@code wait requeue cancel}
 * @param problem why that may not be, in words that follow the job's; empty if it may
 */
public record ClusterJobInfo(
    long id,
    String shown,
    String user,
    String name,
    String partition,
    Duration left,
    String policy,
    String problem) {
  public static final DictCodec<ClusterJobInfo> CODEC =
      DictCodec.of(
          fields ->
              new ClusterJobInfo(
                  fields.required("id", UINT64, ClusterJobInfo::id),
                  fields.required("shown", TEXT, ClusterJobInfo::shown),
                  fields.required("user", TEXT, ClusterJobInfo::user),
                  fields.required("name", TEXT, ClusterJobInfo::name),
                  fields.required("partition", TEXT, ClusterJobInfo::partition),
                  fields.required("left", DURATION, ClusterJobInfo::left),
                  fields.required("policy", TEXT, ClusterJobInfo::policy),
                  fields.required("problem", TEXT, ClusterJobInfo::problem)));
}
