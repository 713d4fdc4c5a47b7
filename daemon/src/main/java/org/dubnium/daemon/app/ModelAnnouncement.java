package org.dubnium.daemon.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.daemon.adapter.model.seed.Seeder;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.text.Brief;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.contract.ModelEventInfo;
import org.dubnium.dbus.contract.Names;

/** Tells the daemon what was done to the store of models, for its audit log. It need not be there. */
final class ModelAnnouncement {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Optional<String> bus;
  private final ModelReport report;

  /**
   * Tells nothing yet.
   *
   * @param bus address; empty for the system bus
   * @param report gets why the daemon could not be told
   */
  ModelAnnouncement(Optional<String> bus, ModelReport report) {
    this.bus = bus;
    this.report = report;
  }

  void seeded(Seeder.Result result, Path source) throws InterruptedException {
    tell(
        result.name(),
        "seeded",
        new ModelEventInfo(
            Optional.of(Brief.line(source.toString())),
            OptionalLong.of(result.bytes()),
            OptionalLong.of(result.files()),
            Optional.empty()));
  }

  void verified(ModelName name, Verification verified) throws InterruptedException {
    long bytes =
        verified.files().values().stream().mapToLong(file -> file.stamp().bytes()).sum();
    tell(
        name,
        "verified",
        new ModelEventInfo(
            Optional.empty(),
            OptionalLong.of(bytes),
            OptionalLong.of(verified.files().size()),
            Optional.empty()));
  }

  void unsound(ModelName name, List<String> problems) throws InterruptedException {
    tell(
        name,
        "verified",
        new ModelEventInfo(
            Optional.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            problems.stream().findFirst().map(Brief::line)));
  }

  private void tell(ModelName name, String event, ModelEventInfo details)
      throws InterruptedException {
    BusAddress address = bus.map(BusAddress::of).orElseGet(BusAddress::system);
    try (BusClient client =
        BusClient.connect(address, Executors.newVirtualThreadPerTaskExecutor())) {
      if (client.owner(Names.BUS_NAME).isEmpty()) {
        unknown("it does not run");
      } else {
        new ModelsClient(() -> client, DEADLINE).record(name.value(), event, details);
      }
    } catch (IOException | BusException | ModeControllerException e) {
      unknown(String.valueOf(e.getMessage()));
    }
  }

  private void unknown(String why) {
    report.hint("cannot tell the mode controller, ignoring that its audit log lacks it: " + why);
  }
}
