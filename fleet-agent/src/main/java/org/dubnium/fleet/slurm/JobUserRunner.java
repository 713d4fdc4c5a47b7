package org.dubnium.fleet.slurm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.dubnium.common.io.SocketExchange;

/**
 * Has sbatch and scancel run by the user whom jobs belong to: a job that ran as the user of this
 * service could read its credentials. Behind the socket, fleet-jobs.socket, systemd starts
 * {@code slurm-job} for each connection. It reads the command's words, each ended by a NUL byte, and
 * an empty one; then what is the command's input. It answers with what the command printed, its
 * errors, and its status in digits, a NUL byte after each of the first two.
 */
final class JobUserRunner implements CommandRunner {

  /** The most bytes that a command may print: the id of a job. */
  private static final int MOST_OUTPUT = 64 * 1024;

  private static final List<String> COMMANDS = List.of("sbatch", "scancel");

  private final Path socket;
  private final Duration deadline;
  private final Executor threads;

  JobUserRunner(Path socket, Duration deadline, Executor threads) {
    this.socket = socket;
    this.deadline = deadline;
    this.threads = threads;
  }

  @Override
  public boolean has(String command) {
    return COMMANDS.contains(command) && Files.exists(socket);
  }

  @Override
  public CommandRunner.Result<byte[]> run(List<String> command, byte[] input)
      throws SlurmException, CommandRunner.DeadlineException, InterruptedException {
    String name = command.getFirst();
    try {
      return ended(
          name,
          new SocketExchange(socket, MOST_OUTPUT, deadline, threads).ask(request(command, input)));
    } catch (TimeoutException e) {
      throw new CommandRunner.DeadlineException(
          "cannot use " + name + ": it did not end within " + deadline.toMillis() + " ms");
    } catch (IOException e) {
      throw new SlurmException(
          "cannot run "
              + name
              + " as the jobs' user: "
              + e.getMessage()
              + " (systemctl status fleet-jobs.socket)",
          e);
    }
  }

  private static byte[] request(List<String> command, byte[] input) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (String word : command) {
      request.writeBytes(word.getBytes(StandardCharsets.UTF_8));
      request.write(0);
    }
    request.write(0);
    request.writeBytes(input);
    return request.toByteArray();
  }

  private static CommandRunner.Result<byte[]> ended(String name, byte[] answer) throws SlurmException {
    ByteArrayInputStream parts = new ByteArrayInputStream(answer);
    byte[] printed = part(parts);
    byte[] errors = part(parts);
    String status = new String(parts.readAllBytes(), StandardCharsets.US_ASCII);
    if (!status.matches("\\d{1,3}")) {
      throw new SlurmException("cannot tell how " + name + " ended (journalctl -u 'fleet-jobs@*')");
    }
    return new CommandRunner.Result<>(
        Integer.parseInt(status), printed, new String(errors, StandardCharsets.UTF_8));
  }

  private static byte[] part(ByteArrayInputStream parts) {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    for (int value = parts.read(); value > 0; value = parts.read()) {
      part.write(value);
    }
    return part.toByteArray();
  }
}
