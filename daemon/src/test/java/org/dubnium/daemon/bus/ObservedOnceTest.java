package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.port.Authority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the host is looked at between the call and the first step. */
class ObservedOnceTest {

  private static final String DISRUPTIVE = "org.dubnium.ModeController.request-mode-disruptive";

  private final FrontendBench bench;
  private final CompletableFuture<Long> looks = new CompletableFuture<>();

  ObservedOnceTest() throws Exception {
    bench = new FrontendBench();
    long before = observations();
    bench.host.units.before(
        "stop desktop.target", () -> looks.complete(observations() - before));
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void whatWasAuthorisedIsActedUpon() throws Exception {
    bench.request("compute");
    assertEquals(1, looks());
  }

  @Test
  void theModeThatIsExpectedIsLookedForThereToo() throws Exception {
    request(FrontendBench.method("RequestMode"), Map.of("expect-current", Variant.of("s", "desktop")));
    assertEquals(1, looks());
  }

  /** Whoever types a password may take minutes. */
  @Test
  void onceMoreWhereSomebodyWasAsked() throws Exception {
    bench.polkit.answer(DISRUPTIVE, Authority.Decision.CHALLENGE);
    bench.polkit.authenticates = true;
    request(FrontendBench.method("RequestMode").interactively(), Map.of());
    assertEquals(2, looks());
  }

  /** A repair that was called off for it may have left something behind. */
  @Test
  void onceMoreWhereARepairWasDoneMeanwhile() throws Exception {
    bench.polkit.onQuestion = () -> bench.engine.engine.repair(calledOff -> {});
    bench.request("compute");
    assertEquals(2, looks());
  }

  private ObjectPath request(Request request, Map<String, Variant> options) throws Exception {
    return bench.client.call(request.with("sa{sv}", "compute", options)).path(0);
  }

  private long looks() throws Exception {
    return looks.get(60, TimeUnit.SECONDS);
  }

  private long observations() {
    return bench.engine.engine.current().orElseThrow().observation().sequence();
  }
}
