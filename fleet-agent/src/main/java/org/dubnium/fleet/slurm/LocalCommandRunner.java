package org.dubnium.fleet.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dubnium.common.io.BoundedInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands of one family: no shell between, nothing of this process's environment, no input
 * but what is given, so much output and so much time at most. A command that is killed takes its children with it.
 */
final class LocalCommandRunner implements CommandRunner {

  private static final Logger log = LoggerFactory.getLogger(LocalCommandRunner.class);

  private static final int MOST_ERRORS = 4096;

  /** Long enough for a process that was killed to be gone. */
  private static final Duration END = Duration.ofSeconds(2);

  private final List<Path> directories;
  private final Map<String, String> environment;
  private final Duration deadline;
  private final int mostOutput;
  private final Executor threads;

  LocalCommandRunner(
      List<Path> directories,
      Map<String, String> environment,
      Duration deadline,
      int mostOutput,
      Executor threads) {
    this.directories = directories;
    this.environment = environment;
    this.deadline = deadline;
    this.mostOutput = mostOutput;
    this.threads = threads;
  }

  /** The path of a command; empty if it is in none of the directories. */
  Optional<Path> find(String command) {
    return directories.stream()
        .map(directory -> directory.resolve(command))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  @Override
  public boolean has(String command) {
    return find(command).isPresent();
  }

  /** Parses what a command prints, while it prints it. */
  interface OutputParser<T> {
    T parse(InputStream output) throws SlurmException, IOException;
  }

  /**
   * Runs a command and parses what it prints. That it failed counts for more than that it cannot be parsed.
   *
   * @throws SlurmException if it cannot be run, fails, prints too much, or cannot be parsed
   * @throws DeadlineException if it does not end in time
   */
  <T> T run(List<String> command, OutputParser<T> parser)
      throws SlurmException, DeadlineException, InterruptedException {
    Result<Parsed<T>> result =
        run(command, new byte[0], output -> Parsed.of(parser, output));
    if (result.status() != 0) {
      String why = result.lastErrorLine();
      throw new SlurmException(
          "cannot use %s: it ended with %d%s"
              .formatted(command.getFirst(), result.status(), why.isEmpty() ? "" : ": " + why));
    }
    return result.output().valueOrThrow();
  }

  /** What was parsed, or why nothing could be. */
  private record Parsed<T>(Optional<T> value, Optional<SlurmException> failure) {

    static <T> Parsed<T> of(OutputParser<T> parser, InputStream output) throws IOException {
      Parsed<T> parsed;
      try {
        parsed = new Parsed<>(Optional.of(parser.parse(output)), Optional.empty());
      } catch (SlurmException e) {
        parsed = new Parsed<>(Optional.empty(), Optional.of(e));
      }
      // Read to its end, or the command would block or fail on a full pipe.
      var _ = output.transferTo(OutputStream.nullOutputStream());
      return parsed;
    }

    T valueOrThrow() throws SlurmException {
      if (failure.isPresent()) {
        throw failure.get();
      }
      return value.orElseThrow();
    }
  }

  @Override
  public Result<byte[]> run(List<String> command, byte[] input)
      throws SlurmException, DeadlineException, InterruptedException {
    return run(command, input, InputStream::readAllBytes);
  }

  private <T> Result<T> run(List<String> command, byte[] input, OutputParser<T> parser)
      throws SlurmException, DeadlineException, InterruptedException {
    String name = command.getFirst();
    Path path = find(name).orElseThrow(() -> new SlurmException("cannot find " + name));
    List<String> line = new ArrayList<>(command);
    line.set(0, path.toString());
    ProcessBuilder builder = new ProcessBuilder(line).directory(Path.of("/").toFile());
    if (input.length == 0) {
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return await(name, builder.start(), input, parser);
    } catch (IOException e) {
      throw new SlurmException("cannot run " + name + ": " + e.getMessage(), e);
    }
  }

  private <T> Result<T> await(String name, Process process, byte[] input, OutputParser<T> parser)
      throws SlurmException, DeadlineException, InterruptedException {
    long end = System.nanoTime() + deadline.toNanos();
    InputStream bounded = new BoundedInput(process.getInputStream(), mostOutput);
    CompletableFuture<T> output = begin(() -> parser.parse(bounded));
    CompletableFuture<byte[]> errors =
        begin(() -> process.getErrorStream().readNBytes(MOST_ERRORS));
    if (input.length > 0) {
      threads.execute(() -> write(process, input));
    }
    try {
      T printed = output.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw late(name);
      }
      return new Result<>(process.exitValue(), printed, text(errors, end));
    } catch (TimeoutException e) {
      throw late(name);
    } catch (ExecutionException e) {
      String why = e.getCause() instanceof IOException broken ? broken.getMessage() : "" + e.getCause();
      throw new SlurmException("cannot use what " + name + " prints: " + why, e);
    } finally {
      kill(process);
    }
  }

  private <T> CompletableFuture<T> begin(Callable<T> reading) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(reading.call());
          } catch (Exception e) {
            // All of them: whoever waits is told.
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  /** A command may end without having read all of its input. */
  private static void write(Process process, byte[] input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input);
    } catch (IOException ended) {
      log.debug("cannot write all of its input to a command, ignoring", ended);
    }
  }

  private static String text(CompletableFuture<byte[]> errors, long end)
      throws InterruptedException {
    try {
      byte[] text = errors.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return new String(text, StandardCharsets.UTF_8);
    } catch (ExecutionException | TimeoutException e) {
      return "";
    }
  }

  private DeadlineException late(String name) {
    return new DeadlineException(
        "cannot use " + name + ": it did not end within " + deadline.toMillis() + " ms");
  }

  /** Kills its descendants first: they would keep the pipes open. */
  private static void kill(Process process) throws InterruptedException {
    if (process.isAlive() || process.descendants().findAny().isPresent()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      var _ = process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
