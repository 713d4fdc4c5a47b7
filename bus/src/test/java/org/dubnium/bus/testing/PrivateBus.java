package org.dubnium.bus.testing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.transport.BusAddress;

/**
 * A message bus of our own, with the rules of a system bus, on a socket in a temporary folder. Ends
 * with everything that was connected through it.
 */
public final class PrivateBus implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      <busconfig>
        <type>session</type>
        <listen>unix:dir=FOLDER</listen>
        <auth>EXTERNAL</auth>
        <policy context="default">
          <allow user="*"/>
          <allow own="*"/>
          <allow send_type="method_call"/>
          <allow send_type="signal"/>
          <allow send_requested_reply="true" send_type="method_return"/>
          <allow send_requested_reply="true" send_type="error"/>
          <allow receive_type="method_call"/>
          <allow receive_type="method_return"/>
          <allow receive_type="error"/>
          <allow receive_type="signal"/>
        </policy>
      </busconfig>
      """;

  private final Path folder;
  private final Process daemon;
  private final String address;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Closeable> connected = new ArrayList<>();

  private PrivateBus(Path folder, Process daemon, String address) {
    this.folder = folder;
    this.daemon = daemon;
    this.address = address;
  }

  /** Starts a bus. */
  public static PrivateBus start() {
    try {
      Path folder = Files.createTempDirectory("dubnium-bus");
      Path configuration =
          Files.writeString(
              folder.resolve("bus.conf"), CONFIGURATION.replace("FOLDER", folder.toString()));
      Process daemon = launch(configuration);
      BufferedReader output = daemon.inputReader();
      String address = output.readLine();
      if (address == null) {
        throw new IllegalStateException(
            "cannot start dbus-daemon: " + Files.readString(folder.resolve("errors")));
      }
      return new PrivateBus(folder, daemon, address);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start a bus", e);
    }
  }

  private static Process launch(Path configuration) {
    try {
      return new ProcessBuilder(
              "dbus-daemon", "--nofork", "--print-address", "--config-file=" + configuration)
          .redirectError(configuration.resolveSibling("errors").toFile())
          .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot run dbus-daemon, which these tests need: install the package dbus-daemon", e);
    }
  }

  public String address() {
    return address;
  }

  /** A new connection. */
  public BusClient connect() throws IOException, InterruptedException {
    BusClient client = BusClient.connect(BusAddress.of(address), executor);
    connected.add(client::close);
    return client;
  }

  /** A new connection that sends what it likes. */
  public RawClient connectRaw() throws IOException {
    RawClient client = RawClient.connect(Path.of(BusAddress.of(address).sockets().getFirst()));
    connected.add(client::close);
    return client;
  }

  /** Kills the bus, as a restart of the service does. */
  public void kill() {
    daemon.destroyForcibly();
  }

  @Override
  public void close() throws IOException {
    for (Closeable client : connected) {
      client.close();
    }
    daemon.destroyForcibly().onExit().join();
    executor.shutdownNow();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
