package org.dubnium.testbed.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.dubnium.testbed.runpod.BillingWindow.Bucket;
import org.dubnium.testbed.runpod.history.History;
import org.dubnium.testbed.runpod.history.PodHistory;
import org.dubnium.testbed.runpod.history.RateSpan;
import org.dubnium.testbed.runpod.history.VolumeHistory;

/** The calls about billing. The records add up to what the history has. */
final class BillingOperations {

  private static final List<String> ALL_AMOUNTS =
      List.of(
          "podGpuAmount",
          "podCpuAmount",
          "podDiskAmount",
          "storageStandardAmount",
          "storageHighPerformanceAmount",
          "serverlessGpuAmount",
          "serverlessCpuAmount",
          "serverlessDiskAmount",
          "serverlessFeeAmount",
          "endpointAmount",
          "clusterGpuAmount",
          "clusterDiskAmount",
          "clusterNetworkingAmount");

  private final Account account;

  BillingOperations(Account account) {
    this.account = account;
  }

  Reply total(Route route) {
    BillingWindow window = BillingWindow.of(route, account.now());
    History history = account.history();
    BillingRecords records = new BillingRecords(ALL_AMOUNTS);
    for (Bucket bucket : window.buckets()) {
      double[] amounts = new double[ALL_AMOUNTS.size()];
      for (PodHistory pod : history.pods()) {
        amounts[pod.gpu() ? 0 : 1] += amount(pod.spans(), bucket, RateSpan::compute);
        amounts[2] += amount(pod.spans(), bucket, RateSpan::storage);
      }
      for (VolumeHistory volume : history.volumes()) {
        amounts[isStandard(volume) ? 3 : 4] += amount(volume.spans(), bucket, RateSpan::storage);
      }
      records.add(bucket, amounts);
    }
    return Reply.ok(records.json(window.json()));
  }

  Reply pods(Route route) {
    BillingWindow window = BillingWindow.of(route, account.now());
    String only = route.parameter("podId", "");
    List<PodHistory> pods = account.history().of(pod -> fits(only, pod.id())).pods();
    BillingRecords records = new BillingRecords(List.of("gpuAmount", "cpuAmount", "diskAmount"));
    for (Bucket bucket : window.buckets()) {
      for (PodHistory pod : pods) {
        double compute = amount(pod.spans(), bucket, RateSpan::compute);
        double disk = amount(pod.spans(), bucket, RateSpan::storage);
        records.addOf(
            "podId", pod.id(), bucket, pod.gpu() ? compute : 0, pod.gpu() ? 0 : compute, disk);
      }
    }
    return Reply.ok(records.json(query(window, "podId", only), "uniquePodCount"));
  }

  Reply volumes(Route route) {
    BillingWindow window = BillingWindow.of(route, account.now());
    String only = route.parameter("networkVolumeId", "");
    BillingRecords records = new BillingRecords(List.of("standardAmount", "highPerformanceAmount"));
    List<VolumeHistory> volumes = account.history().volumes();
    for (Bucket bucket : window.buckets()) {
      for (VolumeHistory volume : volumes) {
        if (fits(only, volume.id())) {
          double amount = amount(volume.spans(), bucket, RateSpan::storage);
          boolean standard = isStandard(volume);
          records.addOf(
              "networkVolumeId", volume.id(), bucket, standard ? amount : 0, standard ? 0 : amount);
        }
      }
    }
    return Reply.ok(
        records.json(query(window, "networkVolumeId", only), "uniqueNetworkVolumeCount"));
  }

  private double amount(List<RateSpan> spans, Bucket bucket, ToDoubleFunction<RateSpan> rate) {
    Instant end = bucket.end().isAfter(account.now()) ? account.now() : bucket.end();
    return spans.stream()
        .mapToDouble(span -> rate.applyAsDouble(span) * span.hours(bucket.start(), end))
        .sum();
  }

  private static boolean fits(String only, String id) {
    return only.isEmpty() || only.equals(id);
  }

  private static boolean isStandard(VolumeHistory volume) {
    return volume.type().equals(Volume.STANDARD);
  }

  private static ObjectNode query(BillingWindow window, String name, String only) {
    ObjectNode query = window.json();
    return only.isEmpty() ? query : query.put(name, only);
  }
}
