package org.dubnium.fleet.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.common.io.SocketExchange;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;

/**
 * Puts the model server of this host to sleep and wakes it. Its key is not this service's: behind the
 * socket, vllm-control.socket, systemd starts {@code vllm-control} for each connection, as vLLM's own
 * user. It reads a line and answers one: {@code ok}, or a word for the kind of failure and a sentence.
 */
public final class ServerControl {

  /** The most bytes of an answer: a sentence. */
  private static final int MOST_ANSWER = 8 << 10;

  private static final int LONGEST_SENTENCE = 1000;

  private final Optional<Path> socket;
  private final Duration deadline;
  private final Executor threads;

  /**
   * Makes one; nobody is asked yet.
   *
   * @param socket empty if there is none: then every request is refused
   * @param deadline of a request; weights take minutes to be loaded again
   */
  public ServerControl(Optional<Path> socket, Duration deadline, Executor threads) {
    this.socket = socket;
    this.deadline = deadline;
    this.threads = threads;
  }

  /**
   * Returns once it sleeps; it may have slept before.
   *
   * @param level 1 keeps the weights in the machine's memory, 2 drops them
   */
  public void sleep(int level) throws OperationException, InterruptedException {
    ask("sleep " + level);
  }

  /** Returns once it has answered a request; it may have been awake before. */
  public void wake() throws OperationException, InterruptedException {
    ask("wake");
  }

  private void ask(String request) throws OperationException, InterruptedException {
    Path path =
        socket.orElseThrow(
            () ->
                new OperationException(
                    Kind.NOT_FOUND, "cannot reach the model server: no --model-socket was given"));
    try {
      byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
      byte[] answer = new SocketExchange(path, MOST_ANSWER, deadline, threads).ask(line);
      judge(new String(answer, StandardCharsets.UTF_8).strip());
    } catch (TimeoutException e) {
      throw unavailable("it did not answer within " + deadline.toSeconds() + " s; it may be done yet", e);
    } catch (IOException e) {
      throw unavailable(e.getMessage() + " (systemctl status vllm-control.socket)", e);
    }
  }

  private static OperationException unavailable(String why, Throwable cause) {
    return new OperationException(
        Kind.UNAVAILABLE, "cannot reach the model server: " + why, cause);
  }

  private static void judge(String answer) throws OperationException {
    if (answer.equals("ok")) {
      return;
    }
    String[] parts = answer.split(" ", 2);
    Kind kind =
        switch (parts[0]) {
          case "invalid" -> Kind.INVALID;
          case "conflict" -> Kind.CONFLICT;
          default -> Kind.UNAVAILABLE;
        };
    String sentence = parts.length < 2 ? "" : PlainText.line(parts[1], LONGEST_SENTENCE);
    throw new OperationException(
        kind,
        sentence.startsWith("cannot ")
            ? sentence
            : "cannot tell what became of the model server (journalctl -u 'vllm-control@*')");
  }
}
