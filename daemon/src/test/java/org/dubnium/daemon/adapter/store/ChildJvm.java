package org.dubnium.daemon.adapter.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A second JVM on this test's class path, to be limited, watched and killed. */
record ChildJvm(Process process, BufferedReader output) implements AutoCloseable {

  /**
   * Starts a main class in a shell.
   *
   * @param before shell commands that hold for the JVM, such as a {@code ulimit}
   */
  static ChildJvm start(String before, Class<?> main, Path directory) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", before + "exec \"$@\"", "child"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
    command.add(directory.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new ChildJvm(process, process.inputReader(StandardCharsets.UTF_8));
  }

  /** The next line that it prints; null once it is dead and all is read. */
  @Nullable String line() throws IOException {
    return output.readLine();
  }

  /** SIGKILL; returns once it is dead. What it printed can still be read. */
  void kill() {
    var _ = process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
