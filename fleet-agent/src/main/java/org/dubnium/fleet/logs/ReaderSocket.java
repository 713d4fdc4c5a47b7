package org.dubnium.fleet.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dubnium.fleet.domain.OperationException;
import org.dubnium.fleet.domain.OperationException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Asks a program that reads logs, which systemd starts for each connection to its socket. It reads
 * words, each ended by a NUL byte, and an empty one, and answers with a line that says {@code ok}, or
 * what kind of failure it is and why; then with what was asked for. systemd/libexec-fleet/log-request.sh.
 */
final class ReaderSocket {

  private static final int LONGEST_STATUS = 1024;

  private final Path socket;
  private final Duration deadline;
  private final Executor threads;

  /**
   * @param deadline for the first line of an answer, and for all of one that is read to its end
   * @param threads has one to spare for every question
   */
  ReaderSocket(Path socket, Duration deadline, Executor threads) {
    this.socket = socket;
    this.deadline = deadline;
    this.threads = threads;
  }

  /** An answer whose first line said that it is one. */
  static final class Answer implements AutoCloseable {

    private final SocketChannel channel;
    private final LineInput lines;
    private final String told;

    private Answer(SocketChannel channel, LineInput lines, String told) {
      this.channel = channel;
      this.lines = lines;
      this.told = told;
    }

    /** The rest of the first line, behind {@code ok}. */
    String told() {
      return told;
    }

    LineInput lines() {
      return lines;
    }

    /** Ends the program that answers, and every wait for a line of it. */
    @Override
    public void close() {
      end(channel);
    }
  }

  private static void end(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot close a socket", impossible);
    }
  }

  /** Asks, and returns when the first line of the answer is there. */
  Answer ask(List<String> words) throws OperationException, InterruptedException {
    SocketChannel channel = open();
    boolean taken = false;
    try {
      Answer answer = inTime(() -> begin(channel, words));
      taken = true;
      return answer;
    } finally {
      if (!taken) {
        end(channel);
      }
    }
  }

  /** Reads the lines of an answer. */
  interface Reading<T> {
    T of(Answer answer) throws IOException, OperationException;
  }

  /** Asks, and reads the whole answer. */
  <T> T ask(List<String> words, Reading<T> reading) throws OperationException, InterruptedException {
    try (Answer answer = ask(words)) {
      return inTime(() -> reading.of(answer));
    }
  }

  private SocketChannel open() throws OperationException {
    try {
      return SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException e) {
      throw unusable(String.valueOf(e.getMessage()), e);
    }
  }

  private Answer begin(SocketChannel channel, List<String> words)
      throws IOException, OperationException {
    channel.connect(UnixDomainSocketAddress.of(socket));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (String word : words) {
      request.writeBytes(word.getBytes(StandardCharsets.UTF_8));
      request.write(0);
    }
    request.write(0);
    ByteBuffer left = ByteBuffer.wrap(request.toByteArray());
    while (left.hasRemaining()) {
      channel.write(left);
    }
    LineInput lines = new LineInput(Channels.newInputStream(channel));
    Optional<LineInput.Line> status = lines.next(LONGEST_STATUS);
    String said =
        status.map(line -> new String(line.bytes(), StandardCharsets.UTF_8)).orElse("");
    return new Answer(channel, lines, accepted(said));
  }

  private String accepted(String status) throws OperationException {
    String[] parts = status.split(" ", 2);
    String rest = parts.length == 2 ? parts[1] : "";
    return switch (parts[0]) {
      case "ok" -> rest;
      case "not-found" -> throw new OperationException(Kind.NOT_FOUND, rest);
      case "forbidden" -> throw new OperationException(Kind.FORBIDDEN, rest);
      case "failed" -> throw new OperationException(Kind.UNAVAILABLE, rest);
      default -> throw unusable("it ended without an answer", null);
    };
  }

  /** An exchange whose duration the other end decides. */
  private interface Exchange<T> {
    T make() throws IOException, OperationException;
  }

  private <T> T inTime(Exchange<T> exchange) throws OperationException, InterruptedException {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            result.complete(exchange.make());
          } catch (IOException | OperationException | RuntimeException e) {
            // All of them: whoever waits is told.
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw unusable("it did not answer within " + deadline.toMillis() + " ms", late);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case OperationException refused -> throw refused;
        case RuntimeException defect -> throw defect;
        case null, default -> {
          String why = failed.getCause() == null ? "" : failed.getCause().getMessage();
          throw unusable(String.valueOf(why), failed);
        }
      }
    }
  }

  private OperationException unusable(String why, @Nullable Throwable cause) {
    String unit = String.valueOf(socket.getFileName()).replaceFirst("\\.sock$", ".socket");
    String message = "cannot read logs: " + why + " (systemctl status " + unit + ")";
    return cause == null
        ? new OperationException(Kind.UNAVAILABLE, message)
        : new OperationException(Kind.UNAVAILABLE, message, cause);
  }
}
