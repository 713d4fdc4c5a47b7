package org.dubnium.fleet.runpod;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.HttpUrl;

/** A server on loopback that writes whatever bytes it is told, request by request, and counts requests. */
final class RawServer implements AutoCloseable {

  /** Writes an answer; the connection ends after it. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Socket, Boolean> connections = new ConcurrentHashMap<>();
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  RawServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var _ = threads.submit(this::accept);
  }

  private Void accept() throws IOException {
    while (true) {
      Socket connection = listener.accept();
      connections.put(connection, true);
      var _ = threads.submit(() -> serve(connection));
    }
  }

  private Void serve(Socket connection) throws IOException {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String head = head(in);
      int length =
          head.lines()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
              .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
              .sum();
      var _ = in.readNBytes(length);
      heads.add(head);
      asked.countDown();
      Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
      answer.write(connection.getOutputStream());
      connection.getOutputStream().flush();
    }
    return null;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  HttpUrl url() {
    return HttpUrl.get("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Answers so in turn; like the last one from then on. */
  RawServer then(Answer answer) {
    answers.add(answer);
    return this;
  }

  RawServer then(String head, byte[] body) {
    return then(
        out -> {
          out.write(
              (head + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
          out.write(body);
        });
  }

  RawServer then(String head, String body) {
    return then(head, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the request, and never answers. */
  RawServer hang() {
    return then(out -> awaitEnd());
  }

  /** Answers, keeps the connection, and reads nothing more from it. */
  RawServer keep(String head, String body) {
    return then(
        out -> {
          out.write(
              (head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                  .getBytes(StandardCharsets.ISO_8859_1));
          out.flush();
          awaitEnd();
        });
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many requests came. */
  int requests() {
    return heads.size();
  }

  /** The heads of the requests, in the order in which they came. */
  Queue<String> heads() {
    return heads;
  }

  void awaitRequest() throws InterruptedException {
    asked.await();
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    listener.close();
    for (Socket connection : connections.keySet()) {
      connection.close();
    }
    threads.close();
  }
}
