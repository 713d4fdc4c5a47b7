package org.dubnium.fleet.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Serves a fleet, each node under {@code /READER/NODE/metrics}, and counts for each reader what it
 * asked for: {@code /count/READER}, and {@code /clear/READER} to begin anew. Arguments: nodes, GPUs of
 * each, seconds between two readings. Prints its port, and ends with its standard input.
 */
public final class SimulatedFleet {

  private static final int BACKLOG = 4096;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Map<String, SimulatedNode> nodes = new TreeMap<>();
  private final Map<String, ScrapeCount> counts = new ConcurrentHashMap<>();
  private final Duration interval;

  private SimulatedFleet(int count, int gpus, Duration interval) {
    for (int number = 0; number < count; number++) {
      SimulatedNode node = new SimulatedNode(number, gpus);
      nodes.put(node.id().value(), node);
    }
    this.interval = interval;
  }

  /** Serves until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    // The JDK's server keeps 200 idle connections; an exporter on each node would keep its own.
    System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
    SimulatedFleet fleet =
        new SimulatedFleet(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Duration.ofSeconds(Long.parseLong(arguments[2])));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", fleet::answer);
    server.start();
    System.out.println("port " + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Nobody says anything; that whoever began this is gone, is told by the end.
    }
    server.stop(0);
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    if (path.length == 3 && path[1].equals("count")) {
      send(exchange, "application/json", new ObjectMapper().writeValueAsBytes(
          count(path[2]).told(System.nanoTime())));
    } else if (path.length == 3 && path[1].equals("clear")) {
      count(path[2]).clear();
      send(exchange, TEXT, new byte[0]);
    } else {
      SimulatedNode node = path.length == 4 ? nodes.get(path[2]) : null;
      if (node == null) {
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
        return;
      }
      count(path[1]).scraped(path[2], System.nanoTime());
      send(exchange, TEXT, text(node));
    }
  }

  private ScrapeCount count(String reader) {
    return counts.computeIfAbsent(reader, none -> new ScrapeCount(interval.toNanos()));
  }

  private static byte[] text(SimulatedNode node) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    synchronized (node) {
      node.write(node.next(Clock.systemUTC().instant()), false, out);
    }
    return out.toByteArray();
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
