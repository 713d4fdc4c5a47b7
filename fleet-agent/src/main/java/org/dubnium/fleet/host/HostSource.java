package org.dubnium.fleet.host;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.dubnium.dbus.client.ModeControllerClient;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.TelemetryInfo;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.Trouble;
import org.dubnium.fleet.telemetry.scrape.Source;
import org.dubnium.fleet.telemetry.scrape.SourceException;

/**
 * This host's GPUs, as the mode controller tells them.
 *
 * @param node how this host is called among the nodes
 */
public record HostSource(NodeId node, ModeControllerClient host, InstantSource clock) implements Source {

  @Override
  public String name() {
    return "the mode controller";
  }

  @Override
  public NodeReading read() throws SourceException, InterruptedException {
    try {
      List<TelemetryInfo> told = host.readTelemetry();
      List<GpuReading> gpus =
          told.stream()
              .flatMap(sample -> Telemetry.gpu(sample).stream())
              .sorted(Comparator.comparingInt(GpuReading::index))
              .toList();
      int left = told.size() - gpus.size();
      List<Trouble> troubles =
          left == 0
              ? List.of()
              : List.of(
                  new Trouble(
                      "the mode controller tells of " + left + " GPUs without an index", true));
      return new NodeReading(
          node, node.value(), clock.instant(), gpus, Map.of(), List.of(), troubles);
    } catch (ModeControllerException silent) {
      throw new SourceException(
          "cannot read this host: " + silent.getMessage(), silent);
    }
  }
}
