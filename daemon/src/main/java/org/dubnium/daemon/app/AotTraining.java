package org.dubnium.daemon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dubnium.bus.BusException;
import org.dubnium.common.config.ConfigException;
import org.dubnium.daemon.port.HostException;

/**
 * Starts the daemon up to where it would take its name, and looks at the host once, so that the JVM
 * learns which classes a start needs (JEP 483). Changes nothing: its directories are its own.
 */
final class AotTraining {

  private AotTraining() {}

  static int run(Options options)
      throws ConfigException, IOException, BusException, HostException, InterruptedException {
    Path directory = Files.createTempDirectory("dubnium-aot");
    try {
      Daemon.wire(options.in(directory)).rehearse();
      return 0;
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
