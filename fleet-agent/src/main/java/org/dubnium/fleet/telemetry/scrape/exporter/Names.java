package org.dubnium.fleet.telemetry.scrape.exporter;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.telemetry.scrape.exposition.Labels;

/**
 * The labels that say what a sample is about, under all the names that exporters and those who relabel
 * them give; of several, the first that there is counts.
 */
final class Names {

  private static final List<String> HOST = List.of("Hostname", "hostname", "node", "instance");
  private static final List<String> INDEX = List.of("gpu", "GPU", "minor_number");
  private static final List<String> UUID = List.of("UUID", "uuid");
  private static final List<String> MODEL = List.of("modelName", "name");
  private static final List<String> BUS_ID = List.of("pci_bus_id");

  /** MIG instance of a GPU. */
  private static final String INSTANCE = "GPU_I_ID";

  /** A part of a GPU that one pod has: {@code --kubernetes-virtual-gpus} of dcgm-exporter. */
  private static final String VIRTUAL = "vgpu";

  private static final List<String> POD = List.of("namespace", "pod", "container", VIRTUAL);

  /** All labels of which anything is kept. */
  static final List<String> KEPT =
      Stream.of(
              HOST,
              INDEX,
              UUID,
              MODEL,
              BUS_ID,
              POD,
              List.of(INSTANCE, "mode", "nodename", "xid", "collector"))
          .flatMap(List::stream)
          .toList();

  private Names() {}

  /** The host as the sample names it, an address without its port; empty if it does not. */
  static String host(Labels labels) {
    String host = labels.first(HOST);
    int colon = host.lastIndexOf(':');
    boolean port =
        colon > 0
            && host.substring(colon + 1).matches("[0-9]{1,5}")
            && (host.indexOf(':') == colon || host.charAt(colon - 1) == ']');
    return port ? host.substring(0, colon) : host;
  }

  /** The index as it stands there. */
  static String indexText(Labels labels) {
    return labels.first(INDEX);
  }

  static OptionalInt index(Labels labels) {
    return GpuReading.index(indexText(labels));
  }

  /** The GPU's, as NVML has it, {@code GPU-…}; empty if there is none, or a MIG instance's. */
  static String uuid(Labels labels) {
    String uuid = labels.first(UUID);
    if (uuid.isEmpty() || uuid.startsWith("MIG-")) {
      return "";
    }
    return uuid.startsWith("GPU-") ? uuid : "GPU-" + uuid;
  }

  static String model(Labels labels) {
    return labels.first(MODEL);
  }

  static String busId(Labels labels) {
    return labels.first(BUS_ID);
  }

  /** The MIG instance; empty for the GPU as a whole. */
  static String instance(Labels labels) {
    return labels.get(INSTANCE);
  }

  /** The pod that a sample is for, in one text; empty for the GPU as a whole. */
  static String pod(Labels labels) {
    String pod = String.join("/", POD.stream().map(labels::get).toList());
    return pod.equals("///") ? "" : pod;
  }

  /** Whether the sample is of a part that one pod has for itself. */
  static boolean isVirtual(Labels labels) {
    return !labels.get(VIRTUAL).isEmpty();
  }
}
