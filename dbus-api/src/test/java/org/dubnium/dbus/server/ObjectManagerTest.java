package org.dubnium.dbus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.dbus.contract.JobInterface;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.NoticeInfo;
import org.dubnium.dbus.contract.ReasonInfo;
import org.dubnium.dbus.contract.XidInfo;
import org.dubnium.dbus.testing.FakeJob;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Objects and signals that come and go. */
class ObjectManagerTest {
  private static final String OBJECT_MANAGER = "org.freedesktop.DBus.ObjectManager";

  private TestService service;
  private BusClient client;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    client = service.bus.connect();
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private void listen(String interfaceName, String member) throws Exception {
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, interfaceName, member).below(Names.ROOT_PATH.value()),
        signals::add);
  }

  @Test
  void allObjectsBelowTheRootAreListed() throws Exception {
    Map<?, ?> objects =
        client
            .call(
                new Request(
                    Names.BUS_NAME, Names.ROOT_PATH.value(), OBJECT_MANAGER, "GetManagedObjects"))
            .map(0);

    assertEquals(Set.of(service.job.path(), service.gpu.path()), objects.keySet());
    assertEquals(service.job.describe(), objects.get(service.job.path()));
  }

  @Test
  void comingAndGoingIsAnnounced() throws Exception {
    listen(OBJECT_MANAGER, "InterfacesAdded");
    listen(OBJECT_MANAGER, "InterfacesRemoved");

    ExportedObject object = service.server.export(Names.job(2), JobInterface.of(new FakeJob()));
    Signal added = signals.take();
    assertEquals(Names.job(2), added.arguments().path(0));
    assertEquals(Set.of(Names.JOB), added.arguments().map(1).keySet());

    object.close();
    object.close();
    Signal removed = signals.take();
    assertEquals(Names.job(2), removed.arguments().path(0));
    assertEquals(List.of(Names.JOB), removed.arguments().strings(1));
    assertThrows(
        BusException.class,
        () -> client.call(new Request(Names.BUS_NAME, object.path().value(), Names.JOB, "Cancel")));
  }

  @Test
  void twoObjectsAtOnePathAreRefused() {
    assertThrows(
        IllegalStateException.class,
        () -> service.server.export(Names.job(1), JobInterface.of(new FakeJob())));
  }

  @Test
  void signalsHaveTheFormOfTheContract() throws Exception {
    listen(Names.MODE_CONTROLLER, "JobNew");
    listen(Names.MODE_CONTROLLER, "JobRemoved");
    listen(Names.MODE_CONTROLLER, "PrepareForTransition");
    listen(Names.MODE_CONTROLLER, "HoldReleased");
    listen(Names.MODE_CONTROLLER, "GpuEvent");
    listen(Names.JOB, "Finished");
    ModeControllerSignals emitter = new ModeControllerSignals(service.server);

    emitter.jobNew(1, Names.job(1), "compute");
    assertEquals(List.of(1L, Names.job(1), "compute"), signals.take().arguments().values());
    emitter.jobRemoved(1, Names.job(1), "compute", "committed");
    assertEquals(
        List.of(1L, Names.job(1), "compute", "committed"), signals.take().arguments().values());
    NoticeInfo notice =
        new NoticeInfo(Names.job(1), List.of("session 2"), Duration.ofSeconds(5), 1000, "night run", Optional.empty());
    emitter.prepareForTransition(true, "desktop", "compute", notice);
    assertEquals(
        List.of(
            true,
            "desktop",
            "compute",
            Map.of(
                "job", Variant.of("o", Names.job(1)),
                "ends", Variant.of("as", List.of("session 2")),
                "grace", Variant.of("t", 5_000_000),
                "requester", Variant.of("u", 1000),
                "reason", Variant.of("s", "night run"))),
        signals.take().arguments().values());
    emitter.holdReleased(7, "released");
    assertEquals(List.of(7L, "released"), signals.take().arguments().values());
    emitter.gpuError(
        "GPU-1", new XidInfo(79, Instant.EPOCH, "fell off the bus", "critical", Optional.empty()));
    assertEquals(Variant.of("u", 79L), signals.take().arguments().dict(2).get("xid"));
    emitter.gpuChange("GPU-1", "lost");
    assertEquals(List.of("GPU-1", "lost", Map.of()), signals.take().arguments().values());
    JobInterface.emitFinished(service.job, "committed", ReasonInfo.of("none", ""));
    Signal finished = signals.take();
    assertEquals(service.job.path(), finished.path());
    assertEquals("committed", finished.arguments().string(0));
  }

  @Test
  void whatTheBusWouldRefuseIsRefusedHere() throws Exception {
    assertThrows(
        IllegalArgumentException.class,
        () -> service.root.emit(Names.MODE_CONTROLLER, "NoSuchSignal"));
    assertThrows(
        WireException.class,
        () -> service.root.emit(Names.MODE_CONTROLLER, "JobNew", 1, "no path", "compute"));
    assertThrows(
        WireException.class,
        () -> service.root.emit(Names.MODE_CONTROLLER, "JobNew", -1, Names.job(1), "compute"));
    assertThrows(
        WireException.class,
        () -> service.root.emit(Names.MODE_CONTROLLER, "JobNew", 1, Names.job(1), "a\0b"));

    assertEquals("{\"schema\":1}", describe());
  }

  private String describe() throws Exception {
    return client
        .call(
            new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, "Describe"))
        .string(0);
  }
}
