package org.dubnium.testbed.runpod.server;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.dubnium.testbed.runpod.ApiKeys;
import org.dubnium.testbed.runpod.RateLimits;
import org.dubnium.testbed.runpod.StandInSettings;
import org.dubnium.testbed.runpod.Timing;

/**
 * How a server is started.
 *
 * @param address of loopback: who reaches it may do anything
 * @param key an API key with all rights
 * @param podCommand makes what runs behind pods; nothing for the built-in service
 */
record ServerOptions(
    InetSocketAddress address,
    StandInSettings settings,
    long seed,
    String key,
    Optional<Path> podCommand) {

  static final String USAGE =
      """
      usage: runpod [--listen 127.0.0.1:PORT] [--timing usual|quick] [--limits documented|none]
             [--balance USD] [--seed N] [--key KEY] [--pod-command PROGRAM]
      """;

  /** Reads a command line; what is wrong with it says the exception. */
  static ServerOptions parse(String... words) {
    ServerOptions options =
        new ServerOptions(
            address("127.0.0.1:0"), StandInSettings.standard(), 1, ApiKeys.FIRST, Optional.empty());
    for (int index = 0; index < words.length; index += 2) {
      if (index + 1 == words.length) {
        throw new IllegalArgumentException("cannot use " + words[index] + ": give it a value");
      }
      options = options.with(words[index], words[index + 1]);
    }
    return options;
  }

  private ServerOptions with(String name, String value) {
    return switch (name) {
      case "--listen" -> new ServerOptions(address(value), settings, seed, key, podCommand);
      case "--seed" -> new ServerOptions(address, settings, Long.parseLong(value), key, podCommand);
      case "--key" -> new ServerOptions(address, settings, seed, value, podCommand);
      case "--pod-command" ->
          new ServerOptions(
              address, settings, seed, key, Optional.of(Path.of(value).toAbsolutePath()));
      case "--balance" -> with(settings.withBalance(Double.parseDouble(value)));
      case "--timing" -> with(settings.with(timing(value)));
      case "--limits" -> with(settings.with(limits(value)));
      default -> throw new IllegalArgumentException("cannot use " + name + ": it is no option");
    };
  }

  private ServerOptions with(StandInSettings other) {
    return new ServerOptions(address, other, seed, key, podCommand);
  }

  private static InetSocketAddress address(String text) {
    URI uri = URI.create("tcp://" + text);
    if (uri.getHost() == null || uri.getPort() < 0) {
      throw new IllegalArgumentException("cannot listen on '" + text + "': give ADDRESS:PORT");
    }
    InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "cannot listen on " + text + ": give an address of loopback, such as 127.0.0.1:8090");
    }
    return address;
  }

  private static Timing timing(String name) {
    Duration second = Duration.ofSeconds(1);
    return switch (name) {
      case "usual" -> Timing.usual();
      case "quick" ->
          new Timing(
              second,
              second,
              Duration.ofMillis(200),
              Duration.ofMillis(400),
              second,
              second.multipliedBy(2),
              second.multipliedBy(5),
              second.multipliedBy(5),
              second.multipliedBy(30),
              0.5);
      default -> throw new IllegalArgumentException("cannot use timing '" + name + "'");
    };
  }

  private static RateLimits limits(String name) {
    return switch (name) {
      case "documented" -> RateLimits.documented();
      case "none" -> RateLimits.none();
      default -> throw new IllegalArgumentException("cannot use limits '" + name + "'");
    };
  }
}
