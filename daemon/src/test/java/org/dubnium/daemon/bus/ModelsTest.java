package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.bus.ErrorName;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.LoadPhase;
import org.dubnium.daemon.domain.server.LoadProgress;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.domain.server.ServerState;
import org.dubnium.daemon.fake.FakeModelStore;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.port.Authority.Decision;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.client.ModelsClient;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.GuardInfo;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ModelEventInfo;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.dbus.contract.StepInfo;
import org.dubnium.dbus.contract.TransitionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models on the bus: on a desktop, where nothing serves them, and in compute. */
class ModelsTest {

  private static final String DISRUPTIVE = "org.dubnium.ModeController.request-mode-disruptive";
  private static final String MANAGE = "org.dubnium.ModeController.manage-models";

  private final FrontendBench bench = new FrontendBench();
  private final ModelsClient models = of(bench.client);

  ModelsTest() throws Exception {
    bench.host.models.add("small", Bundles.eight());
    bench.host.models.add("large", Bundles.eight().neverVerified());
  }

  private static ModelsClient of(BusClient client) {
    return new ModelsClient(() -> client, Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void tellsHowTheServerIs() throws Exception {
    assertEquals(ModelServerInfo.OFF, models.properties().server());
    Instant began = Instant.parse("2026-11-30T10:00:00Z");
    bench.server =
        new ModelServerStatus(
            "/m/eight",
            "a",
            ServerState.LOADING,
            new LoadProgress(LoadPhase.LOAD_WEIGHTS, 3, 8),
            Optional.of(began),
            Optional.of(began.plusSeconds(4)),
            Duration.ofSeconds(130),
            Optional.of(new ServerFailure(FailureCause.UNKNOWN, "", List.of("one", "two"))),
            Optional.empty(),
            1,
            List.of("pid 7 is left"));
    ModelServerInfo server = models.properties().server();
    assertEquals("loading load-weights 3 8", server.state() + " " + server.phase() + " " + server.done() + " " + server.total());
    assertEquals(Optional.of(began), server.since());
    assertEquals("unknown", server.cause());
    assertEquals(List.of("one", "two"), server.lines());
    assertEquals(List.of("pid 7 is left"), server.strays());
    String described = bench.controller.describe();
    assertTrue(described.contains("\"activity\" : \"loading weights 3 of 8\""), described);
  }

  @Test
  void listsWhatTheStoreHas() throws Exception {
    List<ModelInfo> all = models.list();
    assertEquals(List.of("large", "small"), all.stream().map(ModelInfo::name).toList());
    ModelInfo small = all.getLast();
    assertEquals(FakeModelStore.path("small"), small.path());
    assertEquals(15 * Bundles.GIB + 900, small.bytes());
    assertEquals(4, small.files());
    assertEquals(ModelInfo.State.VERIFIED, small.verification());
    assertEquals(ModelInfo.State.NONE, all.getFirst().verification());
    assertTrue(small.fit().orElseThrow().estimate().orElseThrow().fits());
    assertEquals(Optional.of(Bundles.PATH), models.properties().selected());
  }

  @Test
  void aSelectionIsToldAndOnRecord() throws Exception {
    RequestOptions options = RequestOptions.NONE.withReason("smaller");
    assertEquals(OptionalLong.empty(), models.select("small", options));
    assertEquals(Optional.of(new ModelName("small")), bench.host.models.selection());
    assertEquals(Optional.of("small"), models.properties().selected());
    assertTrue(models.list().getLast().selected());
    AuditEntry recorded = recorded().getFirst();
    assertEquals(Map.of("status", "selected", "model", "small"), recorded.details());
    assertEquals(Optional.of("smaller"), recorded.reason());
    assertEquals(MANAGE, bench.polkit.questions().getLast().action());
    assertEquals("small", bench.polkit.questions().getLast().details().get("model"));
  }

  @Test
  void whoMayNotChangesNothing() {
    bench.polkit.answer(MANAGE, Decision.NO);
    assertRefused(
        StandardError.ACCESS_DENIED, () -> models.select("small", RequestOptions.NONE));
    assertRefused(StandardError.ACCESS_DENIED, () -> models.remove("small"));
    assertEquals(Optional.empty(), bench.host.models.selection());
    assertEquals(List.of(), recorded());
  }

  @Test
  void aSwapLeavesNoClusterAndTakesNoOptionsAboutItsJobs() {
    RequestOptions options =
        RequestOptions.CODEC.read(Map.of("jobs", Variant.of("s", "cancel")));
    assertRefused(ModeError.INVALID_OPTION, () -> models.select("small", options));
    assertRefused(ModeError.INVALID_OPTION, () -> models.explain("small", options));
    assertEquals(Optional.empty(), bench.host.models.selection());
  }

  @Test
  void whatIsInUseStays() throws Exception {
    models.select("small", RequestOptions.NONE);
    assertRefused(ModeError.MODEL_IN_USE, () -> models.remove("small"));
    models.remove("large");
    assertEquals(List.of("small"), models.list().stream().map(ModelInfo::name).toList());
    assertEquals("removed", recorded().getLast().details().get("status"));
    bench.host.models.start();
    bench.host.models.select(Optional.empty());
    assertRefused(ModeError.MODEL_IN_USE, () -> models.remove("small"));
    bench.host.models.stop();
    models.remove("small");
    assertEquals(List.of(), models.list());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "", "../small", ".seed-small", "small/", "two\nlines"})
  void whatIsNoModelIsNotFound(String name) {
    assertRefused(ModeError.NO_SUCH_MODEL, () -> models.select(name, RequestOptions.NONE));
    assertRefused(ModeError.NO_SUCH_MODEL, () -> models.remove(name));
    assertEquals(List.of(), recorded());
  }

  @Test
  void whatCannotBePutOnRecordIsNotDone() {
    bench.engine.audit.fullAfter(0);
    assertRefused(
        ModeError.AUDIT_UNAVAILABLE, () -> models.select("small", RequestOptions.NONE));
    assertRefused(ModeError.AUDIT_UNAVAILABLE, () -> models.remove("small"));
    assertEquals(Optional.empty(), bench.host.models.selection());
  }

  @Test
  void rootAloneTellsWhatTheStoresToolHasDone() throws Exception {
    ModelEventInfo details =
        new ModelEventInfo(
            Optional.of("/mnt"), OptionalLong.of(5), OptionalLong.of(2), Optional.of("cut short"));
    ModelsClient root = of(bench.connectAs(process(80, 0)));
    root.record("new", "seeded", details);
    assertEquals(
        Map.of("status", "seeded", "model", "new", "source", "/mnt", "bytes", 5L, "files", 2L),
        recorded().getFirst().details());
    assertEquals(Optional.of("cut short"), recorded().getFirst().reason());
    assertRefused(StandardError.INVALID_ARGS, () -> root.record("new", "eaten", details));
    assertRefused(StandardError.INVALID_ARGS, () -> root.record("../x", "seeded", details));
    ModelsClient alice = of(bench.connectAs(process(81, 1000)));
    assertRefused(StandardError.ACCESS_DENIED, () -> alice.record("new", "seeded", details));
    assertEquals(1, recorded().size());
  }

  @Test
  void aModelThatAGuardDeniesIsNotSelected() {
    ModeControllerException denied =
        assertRefused(ModeError.GUARD_DENIED, () -> models.select("large", RequestOptions.NONE));
    assertTrue(
        String.valueOf(denied.getMessage()).contains("was never verified"), denied.getMessage());
    assertEquals(Optional.empty(), bench.host.models.selection());
    assertEquals(List.of(), recorded());
  }

  @Test
  void explainsASelectionWhereNothingRuns() throws Exception {
    ExplainInfo explained = models.explain("small", RequestOptions.NONE);
    assertEquals(List.of("select-model"), explained.steps().stream().map(StepInfo::kind).toList());
    assertEquals("desktop", explained.to());
    assertEquals(
        List.of("gpu-memory-fit", "model-bundle"),
        explained.guards().stream().map(GuardInfo::name).sorted().toList());
    assertRefused(
        ModeError.UNEXPECTED_CURRENT,
        () -> models.select("small", expecting("compute")));
  }

  private static RequestOptions expecting(String mode) {
    return new RequestOptions(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(mode),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aServerThatRunsIsSwappedByAJob() throws Exception {
    assertEquals("committed", bench.outcome(bench.request("compute")));
    ExplainInfo explained = models.explain("small", RequestOptions.NONE);
    assertEquals(List.of("compute"), explained.route());
    assertEquals(Allowed.YES, explained.allowed());
    JobProperties end = bench.end(models.select("small", RequestOptions.NONE).orElseThrow());
    assertEquals(Optional.of("committed"), end.outcome());
    assertEquals(Optional.of("small"), end.model());
    assertEquals("compute", end.to());
    assertTrue(models.list().getLast().served());
    assertEquals(Optional.of("small"), models.properties().selected());
    TransitionInfo last = bench.controller.properties().lastTransition().orElseThrow();
    assertEquals(Optional.of("small"), last.model());
    assertEquals(Optional.of(Bundles.PATH), last.former());
    assertEquals(List.of(), recorded(), "the transition is on record itself");
  }

  @Test
  void requestsInFlightTakeMoreAuthority() throws Exception {
    bench.outcome(bench.request("compute"));
    bench.host.server.set(Reading.of(new ServerLoad(1, 0)));
    bench.polkit.answer(DISRUPTIVE, Decision.NO);
    assertEquals(Allowed.NO, models.explain("small", RequestOptions.NONE).allowed());
    assertRefused(
        StandardError.ACCESS_DENIED, () -> models.select("small", RequestOptions.NONE));
    bench.host.server.set(Reading.of(new ServerLoad(0, 0)));
    assertEquals("committed", bench.outcome(models.select("small", RequestOptions.NONE).orElseThrow()));
  }

  @Test
  void nothingIsChangedWhileATransitionRuns() throws Exception {
    bench.host.units.unit("vllm.service").held();
    long job = bench.request("compute");
    assertRefused(ModeError.BUSY, () -> models.remove("large"));
    bench.host.units.letGo("vllm.service");
    assertEquals("committed", bench.outcome(job));
    models.remove("large");
  }

  private static ProcessInfo process(int pid, long uid) {
    return new ProcessInfo(
        pid, "mode", 100, uid, Optional.of("session-1.scope"), Optional.of("1"));
  }

  private List<AuditEntry> recorded() {
    return bench.engine.audit.entries().stream()
        .filter(entry -> entry.event() == AuditEvent.MODEL)
        .toList();
  }

  private static ModeControllerException assertRefused(ErrorName error, Executable call) {
    ModeControllerException refused = assertThrows(ModeControllerException.class, call);
    assertEquals(error, refused.error(), refused.getMessage());
    return refused;
  }
}
