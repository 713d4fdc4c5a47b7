package org.dubnium.dbus.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ModelEventInfo;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.dbus.testing.FakeModels;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every method of the models' interface, from the client to the service and back. */
class ModelsClientTest {
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Call CALL = new Call(":1.1", 0, false, Arguments.NONE);

  private final TestService service = new TestService();
  private final BusClient bus = service.bus.connect();
  private final ModelsClient models = new ModelsClient(() -> bus, DEADLINE);

  ModelsClientTest() throws Exception {}

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  @Test
  void readsWhatTheServiceTells() throws Exception {
    assertEquals(service.models.properties(), models.properties());
    assertEquals(List.of(FakeModels.SMALL), models.list());
    assertEquals(
        service.models.explain(CALL, "small", RequestOptions.NONE),
        models.explain("small", RequestOptions.NONE));
  }

  @Test
  void selectsByAJobOrWithout() throws Exception {
    RequestOptions options = RequestOptions.NONE.withReason("a larger one");
    assertEquals(OptionalLong.of(1), models.select("small", options));
    assertEquals("Select small " + options + " false", service.models.seen.getLast());
    assertEquals(OptionalLong.of(1), models.select("small", options, DEADLINE));
    assertEquals("Select small " + options + " true", service.models.seen.getLast());
    service.models.stopServer();
    assertEquals(OptionalLong.empty(), models.select("small", options));
  }

  @Test
  void recordsWhatIsKnown() throws Exception {
    ModelEventInfo details =
        new ModelEventInfo(
            Optional.of("/mnt/stick"), OptionalLong.of(5), OptionalLong.empty(), Optional.empty());
    models.record("small", "seeded", details);
    assertEquals("Record small seeded " + details, service.models.seen.getLast());
  }

  @Test
  void errorsAreThoseOfTheContract() {
    assertEquals(ModeError.NO_SUCH_MODEL, error(() -> models.select("x", RequestOptions.NONE)));
    assertEquals(ModeError.NO_SUCH_MODEL, error(() -> models.explain("x", RequestOptions.NONE)));
    assertEquals(ModeError.MODEL_IN_USE, error(() -> done(() -> models.remove("small"))));
  }

  @Test
  void detailsThatNobodyKnowsAreRefused() {
    BusException refused =
        assertThrows(BusException.class, () -> bus.call(record(Map.of("x", Variant.of("u", 1)))));
    assertEquals(ModeError.INVALID_OPTION.errorName(), refused.errorName());
    assertThrows(
        BusException.class,
        () -> bus.call(record(Map.of("source", Variant.of("s", "two\nlines")))));
    assertEquals(List.of(), service.models.seen);
  }

  @Test
  void tellsWhenTheSelectionChanges() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    var _ =
        SignalDispatcher.subscribe(
            bus,
            new ModeControllerListener() {
              @Override
              public void modelsChanged() {
                told.countDown();
              }
            });
    service.models.selectElsewhere("large");
    service.root.announce();
    assertEquals(true, told.await(1, TimeUnit.MINUTES));
    assertEquals(Optional.of("large"), models.properties().selected());
  }

  private static Request record(Map<String, Variant> details) {
    return new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODELS, "Record")
        .with("ssa{sv}", "small", "seeded", details);
  }

  /** A call that is to fail. */
  private interface Failing {
    Object call() throws Exception;
  }

  private interface Action {
    void run() throws Exception;
  }

  private static Object done(Action action) throws Exception {
    action.run();
    return "done";
  }

  private static Object error(Failing call) {
    return assertThrows(ModeControllerException.class, call::call).error();
  }
}
