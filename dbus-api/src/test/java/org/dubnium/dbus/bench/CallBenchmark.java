package org.dubnium.dbus.bench;

import java.util.Arrays;
import java.util.Locale;
import org.dubnium.bus.testing.RawCall;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.TestService;

/**
 * Synchronous calls of one client, on a private bus, side by side with calls that the bus answers
 * itself: what is beyond those is a second hop and our own time. Client and service share this JVM.
 */
public final class CallBenchmark {
  private static final int WARM_UP = 20_000;
  private static final int CALLS = 20_000;
  private static final int RUNS = 5;

  private CallBenchmark() {}

  /** Prints a line for each kind of call: median of the runs. */
  public static void main(String[] arguments) throws Exception {
    try (TestService service = new TestService()) {
      RawClient client = service.bus.connectRaw();
      measure(
          "bus driver, GetId",
          client,
          new RawCall("org.freedesktop.DBus", "/org/freedesktop/DBus")
              .member("org.freedesktop.DBus", "GetId"));
      RawCall ours = new RawCall(Names.BUS_NAME, Names.ROOT_PATH.value());
      measure("Peer.Ping", client, ours.member("org.freedesktop.DBus.Peer", "Ping"));
      measure(
          "Properties.Get",
          client,
          ours.member("org.freedesktop.DBus.Properties", "Get")
              .with("ss", Names.MODE_CONTROLLER, "CurrentMode"));
      measure("refused call", client, ours.member("org.evil.Other", "Get").with("s", "x"));
    }
  }

  private static void measure(String name, RawClient client, RawCall call) {
    for (int i = 0; i < WARM_UP; i++) {
      client.call(call);
    }
    double[] rates = new double[RUNS];
    long[] nanos = new long[CALLS];
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        long before = System.nanoTime();
        client.call(call);
        nanos[i] = System.nanoTime() - before;
      }
      rates[run] = CALLS * 1e9 / (System.nanoTime() - start);
    }
    Arrays.sort(rates);
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-20s %7.0f calls/s, p50 %.0f µs, p99 %.0f µs%n",
        name,
        rates[RUNS / 2],
        nanos[CALLS / 2] / 1e3,
        nanos[CALLS * 99 / 100] / 1e3);
  }
}
