package org.dubnium.fleet.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.dubnium.fleet.domain.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporters that mean harm cost themselves alone: the agent's own reading and past, in a small heap. */
class HostileExportersTest {

  /** Readers of each at the same time. */
  private static final int EACH = 2;

  /** An eighth of what the agent is installed with. */
  private static final String HEAP = "-Xmx64m";

  @TempDir private Path directory;

  private Path past() {
    return directory.resolve("history.db");
  }

  @Test
  void theyCostThemselvesAlone() throws Exception {
    List<String> names = new ArrayList<>(List.of(HostileExporter.HONEST));
    for (String hostile : HostileExporter.hostile()) {
      for (int i = 0; i < EACH; i++) {
        names.add(hostile + "-" + i);
      }
    }
    Map<String, String[]> told;
    try (HostileExporter exporter = new HostileExporter()) {
      told = run(exporter.url(), names);
    }
    assertEquals(names.size(), told.size());
    told.forEach(
        (name, state) -> {
          String shown = String.join("|", state);
          if (name.equals(HostileExporter.HONEST)) {
            assertEquals("honest|true|true|8|", shown);
          } else if (name.startsWith("rotating")) {
            assertEquals("128", state[3], shown);
          } else {
            assertTrue(shown.contains("|false|") && state[4].startsWith("cannot read "), shown);
          }
        });
    List<String> kept = subjects();
    assertEquals(8 + EACH * 128, kept.size());
    for (String subject : kept) {
      OptionalInt gpu = Subject.parse(subject).orElseThrow().gpu();
      assertTrue(gpu.isPresent() && gpu.getAsInt() >= 0 && gpu.getAsInt() <= 127, subject);
    }
  }

  private Map<String, String[]> run(String url, List<String> names)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HostileRun.class.getName(),
                past().toString(),
                url));
    command.addAll(names);
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int status;
    try {
      status = process.waitFor();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
    assertEquals(0, status, () -> String.join("\n", lines));
    Map<String, String[]> told = new HashMap<>();
    for (String line : lines) {
      String[] fields = line.split("\\|", -1);
      if (fields.length == 5 && names.contains(fields[0])) {
        told.put(fields[0], fields);
      }
    }
    return told;
  }

  private List<String> subjects() throws SQLException {
    List<String> subjects = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + past());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT subject FROM entity")) {
      while (row.next()) {
        subjects.add(row.getString(1));
      }
    }
    return subjects;
  }
}
