package org.dubnium.fleet.pod.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.ProbeTarget;
import org.dubnium.fleet.pod.PublicAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which services count as answering. */
class ServiceProbesTest {

  private static final PodName NAME = PlannerCase.name(0, "aaaaaa");
  private static final String HOST = "127.0.0.1";

  private static Set<PodName> ask(int port, Optional<String> path, Duration each, Duration all)
      throws InterruptedException {
    try (ServiceProbes probes = new ServiceProbes(each, all)) {
      return probes.answering(
          Map.of(NAME, new ProbeTarget(new PublicAddress(HOST, port, false), path)));
    }
  }

  private static Set<PodName> ask(int port, Optional<String> path) throws InterruptedException {
    return ask(port, path, Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({"200, true", "204, true", "302, false", "404, false", "500, false"})
  void aPageAnswersByItsStatus(int status, boolean isReady) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/health", exchange -> answer(exchange, status));
    server.createContext("/elsewhere", exchange -> answer(exchange, 200));
    server.start();
    try {
      assertEquals(
          isReady ? Set.of(NAME) : Set.of(),
          ask(server.getAddress().getPort(), Optional.of("/health")));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Test
  void aPortAnswersByAConnection() throws Exception {
    int port;
    try (ServerSocket open = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = open.getLocalPort();
      assertEquals(Set.of(NAME), ask(port, Optional.empty()));
    }
    assertEquals(Set.of(), ask(port, Optional.empty()));
  }

  @Test
  void aServiceThatSaysNothingIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Optional<String> path = Optional.of("/health");
      int port = silent.getLocalPort();
      assertEquals(Set.of(), ask(port, path, Duration.ofMillis(50), Duration.ofSeconds(30)));
      assertEquals(Set.of(), ask(port, path, Duration.ofSeconds(20), Duration.ofMillis(50)));
    }
  }
}
