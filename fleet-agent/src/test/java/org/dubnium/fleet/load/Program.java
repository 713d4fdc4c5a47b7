package org.dubnium.fleet.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of which is known what it costs: proc_pid_stat(5), proc_pid_status(5). */
final class Program implements AutoCloseable {

  /** USER_HZ, of every architecture that Debian has. */
  private static final double TICKS_A_SECOND = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of proc_pid_stat(5), after the name in parentheses: utime and stime. */
  private static final int USER_TIME = 11;

  private final Process process;
  private final CompletableFuture<String> awaited = new CompletableFuture<>();

  /**
   * Starts it.
   *
   * @param wanted what the one line has that is waited for; its first group is what {@link #told} gives
   * @param log where everything goes that it says
   */
  Program(List<String> command, Pattern wanted, Path log) throws IOException {
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread.ofVirtual().start(() -> follow(wanted, log));
  }

  private void follow(Pattern wanted, Path log) {
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        var file = Files.newBufferedWriter(log)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        file.write(line + "\n");
        file.flush();
        Matcher matcher = wanted.matcher(line);
        if (matcher.find()) {
          awaited.complete(matcher.groupCount() > 0 ? matcher.group(1) : line);
        }
      }
      awaited.completeExceptionally(new IOException("cannot go on without it: it ended; see " + log));
    } catch (IOException broken) {
      awaited.completeExceptionally(broken);
    }
  }

  /** What it said in the line that is waited for. */
  String told() throws IOException, InterruptedException {
    try {
      return awaited.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException silent) {
      throw new IOException("cannot go on without it: it says nothing", silent);
    } catch (ExecutionException ended) {
      throw new IOException(ended.getCause());
    }
  }

  /** Seconds of CPU time so far, of all of its threads. */
  double cpu() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        / TICKS_A_SECOND;
  }

  /** MiB that are resident now. */
  double resident() throws IOException {
    for (String line : Files.readAllLines(proc("status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("cannot find VmRSS of " + process.pid());
  }

  private Path proc(String name) {
    return Path.of("/proc/" + process.pid() + "/" + name);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
