package org.dubnium.fleet.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Exporters that mean harm, or are broken so badly that it comes to the same; and one that is well. */
final class HostileExporter implements AutoCloseable {

  /** The one that is well. */
  static final String HONEST = "honest";

  /** Writes an answer; whoever reads it may hang up. */
  @FunctionalInterface
  private interface Answer {
    void write(OutputStream out) throws IOException;
  }

  private static final int MANY = 200_000;
  private static final int BOMB_MIB = 256;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final byte[] bomb = bomb();

  HostileExporter() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    answers().forEach((name, answer) -> server.createContext("/" + name, at -> answer(at, answer)));
    server.createContext("/bomb", this::explode);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Names of all that are not well. */
  static List<String> hostile() {
    return List.of(
        "gpus", "odd", "sets", "values", "hosts", "line", "lines", "comments", "binary", "rotating",
        "drip", "bomb");
  }

  private Map<String, Answer> answers() {
    Map<String, Answer> answers = new TreeMap<>();
    answers.put(HONEST, out -> repeat(out, 8, HostileExporter::utilization));
    answers.put("gpus", out -> repeat(out, MANY, HostileExporter::utilization));
    answers.put("odd", out -> print(out, String.join("\n", odd()) + "\n"));
    answers.put(
        "sets",
        out -> repeat(out, MANY, i -> "DCGM_FI_DEV_GPU_TEMP{gpu=\"0\",pod=\"p" + i + "\"} 1\n"));
    String huge = "v".repeat(1 << 20);
    answers.put(
        "values",
        out -> repeat(out, 8, i -> "DCGM_FI_DEV_GPU_TEMP{gpu=\"0\",pod=\"" + huge + "\"} 1\n"));
    answers.put(
        "hosts",
        out -> repeat(out, MANY, i -> "node_load1{instance=\"host-" + i + ":9100\"} 1\n"));
    answers.put("line", out -> repeat(out, Integer.MAX_VALUE, i -> "node_load1"));
    answers.put("lines", out -> repeat(out, Integer.MAX_VALUE, i -> "node_load1 1\n"));
    answers.put("comments", out -> repeat(out, Integer.MAX_VALUE, i -> "#\n"));
    answers.put("binary", out -> repeat(out, MANY, i -> "\u0001\u00ff\u0000{\"\\" + i));
    answers.put(
        "rotating",
        out -> {
          int round = asked.incrementAndGet();
          repeat(out, 128, i -> utilization(i).replace("GPU-", "GPU-" + round + "-"));
        });
    answers.put("drip", this::drip);
    return answers;
  }

  private static List<String> odd() {
    List<String> lines = new ArrayList<>();
    for (String index :
        List.of("4294967295", "-1", "1e3", "0x1", "", "00", "9".repeat(200), "128", "1.0")) {
      lines.add("DCGM_FI_DEV_GPU_UTIL{gpu=\"" + index + "\",UUID=\"GPU-odd\"} 50");
    }
    return lines;
  }

  private static String utilization(int gpu) {
    return "DCGM_FI_DEV_GPU_UTIL{gpu=\"%1$d\",UUID=\"GPU-%1$d\"} 50\n".formatted(gpu);
  }

  private static void repeat(
      OutputStream out, int times, java.util.function.IntFunction<String> line)
      throws IOException {
    for (int i = 0; i < times; i++) {
      print(out, line.apply(i));
    }
  }

  private static void print(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void drip(OutputStream out) throws IOException {
    try {
      while (!end.await(20, TimeUnit.MILLISECONDS)) {
        out.write('#');
        out.flush();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      answer.write(out);
    }
  }

  private void explode(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    answer(exchange, out -> out.write(bomb));
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] mebibyte = "node_load1 1\n".repeat((1 << 20) / 13).getBytes(StandardCharsets.US_ASCII);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < BOMB_MIB; i++) {
        gzip.write(mebibyte);
      }
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
