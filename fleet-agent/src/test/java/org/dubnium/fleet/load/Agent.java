package org.dubnium.fleet.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The real agent, in a process of its own, as it is built. */
final class Agent implements AutoCloseable {

  private static final Pattern SERVING = Pattern.compile("serving on (http://[^ ]+)");

  private final Program program;

  /**
   * Starts it.
   *
   * @param state its folder, in which there may be a past
   * @param targets a file of those to read
   */
  Agent(Settings settings, Path state, Path targets) throws IOException {
    Files.createDirectories(state);
    Path configuration = state.resolve("fleet-agent.json");
    Files.writeString(
        configuration,
        """
        {"listen": {"address": "127.0.0.1", "port": 0, "socket": null}, "host": {"enabled": false, "node": "load"},
         "discovery": {"files": ["%s"]}, "slurm": {"enabled": false},
         "polling": {"interval": "%ds", "deadline": "%ds"}}
        """
            .formatted(
                targets,
                settings.interval().toSeconds(),
                Math.max(1, settings.interval().toSeconds() / 2)));
    List<String> command = new ArrayList<>(List.of(settings.java().toString()));
    command.addAll(settings.javaOptions());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            "fleet-agent/target/dubnium-fleet-agent.jar:fleet-agent/target/lib/*",
            "org.dubnium.fleet.app.Main",
            "--defaults",
            "fleet-agent/src/main/dist/fleet-agent.json",
            "--config",
            configuration.toString(),
            "--state-dir",
            state.toString(),
            "--bus",
            "unix:path=/nonexistent"));
    program = new Program(command, SERVING, state.resolve("agent.log"));
  }

  String url() throws IOException, InterruptedException {
    return program.told();
  }

  Program program() {
    return program;
  }

  @Override
  public void close() {
    program.close();
  }
}
