package org.dubnium.common.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request and its answer over a Unix socket, behind which systemd starts a program for each
 * connection (systemd.socket(5), Accept=).
 *
 * @param mostAnswer bytes of an answer
 * @param deadline of it
 * @param threads one is used while it is waited for
 */
public record SocketExchange(Path socket, int mostAnswer, Duration deadline, Executor threads) {

  /**
   * Sends a request, and that it is at its end; returns what comes until the other end closes.
   *
   * @throws TimeoutException if that takes longer than it may
   * @throws IOException if nobody listens there, or the answer is too long
   */
  public byte[] ask(byte[] request) throws IOException, TimeoutException, InterruptedException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      CompletableFuture<byte[]> answer = new CompletableFuture<>();
      threads.execute(
          () -> {
            try {
              answer.complete(exchange(channel, request));
            } catch (IOException e) {
              answer.completeExceptionally(e);
            }
          });
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    }
  }

  private byte[] exchange(SocketChannel channel, byte[] request) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(socket));
    ByteBuffer left = ByteBuffer.wrap(request);
    while (left.hasRemaining()) {
      channel.write(left);
    }
    channel.shutdownOutput();
    InputStream answer = new BoundedInput(Channels.newInputStream(channel), mostAnswer);
    return answer.readAllBytes();
  }
}
