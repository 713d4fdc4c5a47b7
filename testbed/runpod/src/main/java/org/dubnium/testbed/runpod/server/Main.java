package org.dubnium.testbed.runpod.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Runs the stand-in until it is told to end. */
public final class Main {

  private Main() {}

  /** Prints the address that it listens on, as one line. */
  public static void main(String... words) throws IOException, InterruptedException {
    ServerOptions options;
    try {
      options = ServerOptions.parse(words);
    } catch (IllegalArgumentException wrong) {
      System.err.println("runpod: " + wrong.getMessage());
      System.err.print(ServerOptions.USAGE);
      System.exit(2);
      return;
    }
    quieten();
    StandInServer server = new StandInServer(options);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  ended.countDown();
                }));
    System.out.println(
        "http://"
            + server.address().getAddress().getHostAddress()
            + ":"
            + server.address().getPort());
    ended.await();
  }

  private static void quieten() {
    if (LoggerFactory.getLogger("ROOT") instanceof Logger root) {
      root.setLevel(Level.INFO);
    }
    // The description's words beyond JSON Schema: said once for each.
    if (LoggerFactory.getLogger("com.networknt") instanceof Logger schemas) {
      schemas.setLevel(Level.ERROR);
    }
  }
}
