package org.dubnium.fleet.load;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be measured.
 *
 * @param nodes that are read
 * @param gpus of each node
 * @param interval between two readings of a node
 * @param seconds that the reading is measured for
 * @param pastNodes nodes of which there is a past
 * @param pastDays that it goes back
 * @param sameNodes nodes whose day is written by the agent's store and by Prometheus alike
 * @param prometheus whether Prometheus is measured too
 * @param checks whether what must hold of any run is counted
 * @param java the runtime, and its options for the agent
 * @param work an empty folder on the disk that is meant
 * @param result where the figures go as JSON
 */
record Settings(
    int nodes,
    int gpus,
    Duration interval,
    int seconds,
    int pastNodes,
    int pastDays,
    int sameNodes,
    boolean prometheus,
    boolean checks,
    Path java,
    List<String> javaOptions,
    Path work,
    Path result) {

  /** Reads {@code --name value …}; the shell entry gives all of them. */
  static Settings parse(String[] arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      given.put(arguments[i], arguments[i + 1]);
    }
    String options = text(given, "--java-options");
    return new Settings(
        number(given, "--nodes"),
        number(given, "--gpus"),
        Duration.ofSeconds(number(given, "--interval")),
        number(given, "--seconds"),
        number(given, "--past-nodes"),
        number(given, "--past-days"),
        number(given, "--same-nodes"),
        Boolean.parseBoolean(text(given, "--prometheus")),
        Boolean.parseBoolean(text(given, "--checks")),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        options.isBlank() ? List.of() : List.of(options.strip().split("\\s+")),
        Path.of(text(given, "--work")),
        Path.of(text(given, "--result")));
  }

  private static int number(Map<String, String> given, String name) {
    return Integer.parseInt(text(given, name));
  }

  private static String text(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException("cannot go without " + name + "; run testbed/load");
    }
    return value;
  }
}
