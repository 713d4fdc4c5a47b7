package org.dubnium.dbus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Subscription;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.dbus.contract.JobInterface;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.NoticeInfo;
import org.dubnium.dbus.contract.ReasonInfo;
import org.dubnium.dbus.contract.XidInfo;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service announces arrives typed, all of it, in its order. */
class ModeControllerListenerTest {

  private static final NoticeInfo NOTICE =
      new NoticeInfo(Names.job(1), List.of("session 2"), Duration.ofSeconds(5), 1000, "night run", Optional.empty());
  private static final XidInfo XID =
      new XidInfo(79, Instant.ofEpochSecond(7), "fell off the bus", "critical", Optional.empty());
  private static final ReasonInfo REASON = ReasonInfo.of("none", "done");

  private final TestService service = new TestService();
  private final BusClient bus = service.bus.connect();
  private final ModeControllerSignals emitter = new ModeControllerSignals(service.server);
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Subscription subscription = SignalDispatcher.subscribe(bus, new Recorder());

  ModeControllerListenerTest() throws Exception {}

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private final class Recorder implements ModeControllerListener {
    @Override
    public void propertiesChanged() {
      heard.add("propertiesChanged");
    }

    @Override
    public void ownerChanged(boolean present) {
      heard.add("ownerChanged " + present);
    }

    @Override
    public void jobNew(long id, String mode) {
      heard.add("jobNew " + id + " " + mode);
    }

    @Override
    public void jobChanged(long id) {
      heard.add("jobChanged " + id);
    }

    @Override
    public void jobFinished(long id, String outcome, ReasonInfo reason) {
      heard.add("jobFinished " + id + " " + outcome + " " + reason.equals(REASON));
    }

    @Override
    public void jobRemoved(long id, String mode, String outcome) {
      heard.add("jobRemoved " + id + " " + mode + " " + outcome);
    }

    @Override
    public void prepareForTransition(boolean start, String from, String to, NoticeInfo notice) {
      heard.add("prepare " + start + " " + from + " " + to + " " + notice.equals(NOTICE));
    }

    @Override
    public void holdReleased(long cookie, String why) {
      heard.add("holdReleased " + cookie + " " + why);
    }

    @Override
    public void gpuError(String uuid, XidInfo error) {
      heard.add("gpuError " + uuid + " " + error.equals(XID));
    }

    @Override
    public void gpuChanged(String uuid, String kind) {
      heard.add("gpuChanged " + uuid + " " + kind);
    }
  }

  private String next() throws InterruptedException {
    return String.valueOf(heard.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void everySignalIsTypedAndInOrder() throws Exception {
    emitter.jobNew(1, Names.job(1), "compute");
    emitter.prepareForTransition(true, "desktop", "compute", NOTICE);
    service.fakeJob.enter("acting");
    service.job.announce();
    service.controller.enter("compute");
    service.root.announce();
    emitter.gpuError("GPU-1", XID);
    emitter.gpuChange("GPU-1", "lost");
    emitter.holdReleased(7, "released");
    JobInterface.emitFinished(service.job, "committed", REASON);
    emitter.jobRemoved(1, Names.job(1), "compute", "committed");
    for (String expected :
        List.of(
            "jobNew 1 compute",
            "prepare true desktop compute true",
            "jobChanged 1",
            "propertiesChanged",
            "gpuError GPU-1 true",
            "gpuChanged GPU-1 lost",
            "holdReleased 7 released",
            "jobFinished 1 committed true",
            "jobRemoved 1 compute committed")) {
      assertEquals(expected, next());
    }
    assertTrue(heard.isEmpty());
  }

  @Test
  void whoComesAndGoesIsToldAndOthersAreNotHeard() throws Exception {
    RawClient forger = service.bus.connectRaw();
    forger.sendSignal(
        bus.uniqueName(), Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, "HoldReleased", "forged");
    service.disappear();
    assertEquals("ownerChanged false", next());
  }

  /** A change that does not fit a signal must not pass unnoticed. */
  @Test
  void whoMissedSomethingIsToldToLookAnew() throws Exception {
    service.controller.conflictIn("x".repeat(70_000));
    service.root.announce();
    assertEquals("propertiesChanged", next());
  }

  @Test
  void whatCannotBeUnderstoodIsPassedOver() throws Exception {
    service.root.emit(
        Names.MODE_CONTROLLER, "PrepareForTransition", true, "a", "b", Map.of());
    emitter.holdReleased(8, "exited");
    assertEquals("holdReleased 8 exited", next());
  }

  @Test
  void afterTheEndNothingIsHeard() throws Exception {
    BlockingQueue<String> another = new LinkedBlockingQueue<>();
    SignalDispatcher.subscribe(
        bus,
        new ModeControllerListener() {
          @Override
          public void holdReleased(long cookie, String why) {
            another.add(why);
          }
        });
    subscription.close();
    emitter.holdReleased(9, "released");
    assertEquals("released", another.poll(60, TimeUnit.SECONDS));
    assertTrue(heard.isEmpty());
  }
}
