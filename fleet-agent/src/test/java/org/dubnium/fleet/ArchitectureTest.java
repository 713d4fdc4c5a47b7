package org.dubnium.fleet;

import java.util.Map;
import org.dubnium.common.architecture.PackageTable;

/** Dependencies point one way. What is not allowed here has to be allowed there first. */
class ArchitectureTest extends PackageTable {

  /** Which packages of the agent each of them may use, besides itself; the app may use all. */
  private static final Map<String, String> MAY_USE =
      Map.ofEntries(
          Map.entry("domain", ""),
          Map.entry("listen", ""),
          Map.entry("config", "domain alert notify listen pod"),
          Map.entry("model", "domain"),
          Map.entry("slurm", "domain"),
          Map.entry("runpod", "domain"),
          Map.entry("pod", "domain runpod"),
          Map.entry("pod.store", "domain pod sqlite"),
          Map.entry("pod.reconcile", "domain pod pod.store runpod"),
          Map.entry("telemetry", "domain"),
          Map.entry("telemetry.scrape..", "domain"),
          Map.entry("telemetry.store..", "domain telemetry sqlite"),
          Map.entry("telemetry.exposition", "domain slurm alert telemetry.scrape"),
          Map.entry("telemetry.prometheus", "domain telemetry"),
          Map.entry("sqlite", ""),
          Map.entry("alert", "domain"),
          Map.entry("alert.store", "domain alert sqlite"),
          Map.entry("notify", "domain alert alert.store"),
          Map.entry("host", "domain telemetry.scrape listen"),
          Map.entry("logs", "domain runpod"),
          Map.entry("service", "domain telemetry alert alert.store slurm logs model pod pod.store pod.reconcile runpod"),
          Map.entry("web", "domain host listen"),
          Map.entry(
              "api",
              "domain telemetry telemetry.exposition telemetry.scrape slurm alert alert.store"
                  + " logs model service host listen web pod pod.store pod.reconcile runpod"));

  ArchitectureTest() {
    super("org.dubnium.fleet", MAY_USE);
  }
}
