package org.dubnium.fleet.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of targets, in the form of Prometheus' file_sd_config, which the agent reads too. */
final class Targets {

  /** Nobody listens there. */
  private static final String NOBODY = "127.0.0.1:1";

  private Targets() {}

  /**
   * Writes one.
   *
   * @param served host and port of the simulated fleet
   * @param reader for whom it counts
   */
  static Path of(Path folder, int nodes, String served, String reader) throws IOException {
    StringBuilder list = new StringBuilder("[");
    for (int number = 0; number < nodes; number++) {
      list.append(number == 0 ? "" : ",\n")
          .append("{\"targets\": [\"")
          .append(served)
          .append("\"], \"labels\": {\"node\": \"node-%04d\", ".formatted(number))
          .append(
              "\"__metrics_path__\": \"/%s/node-%04d/metrics\"}}".formatted(reader, number));
    }
    Path file = folder.resolve(reader + "-targets.json");
    Files.writeString(file, list.append("]\n").toString());
    return file;
  }

  /** Nodes that are known, and do not answer: their past can be asked for. */
  static Path silent(Path folder, int nodes) throws IOException {
    return of(folder, nodes, NOBODY, "silent-" + nodes);
  }
}
