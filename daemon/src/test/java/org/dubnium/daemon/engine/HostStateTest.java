package org.dubnium.daemon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.fake.FakeHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of the host, to files and listeners. */
class HostStateTest {

  private final EngineBench bench = new EngineBench(FakeHost.inDesktop(1));
  private final HostState host =
      new HostState(bench.observer, () -> bench.policy, bench.files, bench.told);
  private final List<Condition> heard = new ArrayList<>();

  HostStateTest() {
    bench.told.onObserved = seen -> heard.add(seen.classification().condition());
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Optional<Condition> written() {
    return bench.files.observed().map(seen -> seen.condition());
  }

  @Test
  void aTransitionIsShownWhileItLasts() {
    assertEquals(Optional.empty(), host.current());
    host.refresh();
    host.transitionBegan();
    host.refresh();
    assertEquals(Optional.of(Condition.TRANSITIONING), written());
    host.transitionEnded(false);
    assertEquals(Optional.of(Condition.SETTLED), written());
    assertEquals(
        List.of(Condition.SETTLED, Condition.TRANSITIONING, Condition.SETTLED), heard);
  }

  @Test
  void aStrandedHostStaysSoUntilItIsSeenSettled() {
    bench.host.units.unit("desktop.target").inactive();
    host.refresh();
    host.transitionEnded(true);
    assertEquals(Optional.of(Condition.FAILED_TRANSITION), written());
    bench.host.units.unit("desktop.target").active();
    assertEquals(Condition.SETTLED, host.glance().classification().condition());
    assertEquals(Optional.of(Condition.SETTLED), written());
    assertEquals(
        Optional.of(Condition.SETTLED),
        host.current().map(seen -> seen.classification().condition()));
  }
}
