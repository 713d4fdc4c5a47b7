package org.dubnium.daemon.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.server.ServerExit;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.domain.server.ServerState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelServerWatchTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final ServerExit FAILED = new ServerExit("exit-code", false, 1);
  private static final ServerExit DONE = new ServerExit("success", false, 0);
  private static final String BAR =
      "Loading safetensors checkpoint shards:  37% Completed | 3/8 [00:01<00:01,  1.90it/s]";
  private static final String OOM = "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.00 GiB";

  private final WatchedServer host = new WatchedServer();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aLoadIsToldWithPhaseCountAndWhatItUsuallyTakes() throws Exception {
    host.times.put("/m/eight", Duration.ofSeconds(130));
    host.starts("a", 0);
    host.prints(BAR);
    ModelServerStatus status = host.await(seen -> seen.progress().total() > 0);
    assertEquals(ServerState.LOADING, status.state());
    assertEquals("load-weights", status.phase());
    assertEquals("loading weights 3 of 8", status.progress().words());
    assertEquals("/m/eight", status.model());
    assertEquals(Optional.of(WatchedServer.BEGAN), status.since());
    assertEquals(Optional.of(WatchedServer.BEGAN.plusSeconds(7)), status.phaseSince());
    assertEquals(Duration.ofSeconds(130), status.typical());
  }

  @Test
  void aServerThatHasAnsweredIsReadNoMoreAndItsTimeIsKept() throws Exception {
    host.starts("a", 0);
    host.await(seen -> seen.state() == ServerState.LOADING);
    host.answers(42);
    ModelServerStatus status = host.await(seen -> seen.state() == ServerState.READY);
    assertEquals("ready", status.phase());
    assertEquals(0, host.openReaders());
    assertEquals(Duration.ofSeconds(42), host.times.get("/m/eight"));
  }

  @Test
  void aDaemonThatComesLateKnowsAllOfTheLoad() throws Exception {
    host.close();
    try (WatchedServer late = new WatchedServer()) {
      late.starts("a", 0);
      late.prints(BAR);
      late.prints("(EngineCore pid=3) INFO 09-26 08:05:22 [x.py:3] GPU KV cache size: 215,112 tokens");
      assertEquals("kv-cache", late.await(seen -> seen.phase().equals("kv-cache")).phase());
      assertEquals(List.of("a 0"), late.followed);
    }
  }

  @Test
  void aStartThatFailsIsToldWithItsCause() throws Exception {
    host.starts("a", 0);
    host.prints(OOM);
    host.ends(FAILED, "activating", "auto-restart");
    ModelServerStatus status = host.await(seen -> seen.state() == ServerState.FAILED);
    assertEquals("cuda-oom-load", status.cause());
    assertTrue(status.message().contains("Tried to allocate 1.00 GiB"), status.message());
    assertEquals(0, host.openReaders());
    assertEquals(
        Optional.of(FailureCause.CUDA_OOM_LOAD),
        host.watch.failure(VllmRule.UNIT, LONG).map(ServerFailure::cause));
    assertEquals(Optional.empty(), host.watch.failure(new UnitName("other.service"), LONG));
  }

  @Test
  void theCauseIsToldOnceAllIsReadThatWasPrinted() throws Exception {
    host.starts("a", 0);
    host.await(seen -> seen.state() == ServerState.LOADING);
    host.printsLast(OOM);
    host.ends(FAILED, "failed", "failed");
    assertEquals("cuda-oom-load", host.await(seen -> seen.state() == ServerState.FAILED).cause());
  }

  @Test
  void theNextAttemptTellsHowOftenAndWhyTheLastFailed() throws Exception {
    host.starts("a", 0);
    host.prints(OOM);
    host.ends(FAILED, "activating", "auto-restart");
    host.await(seen -> seen.state() == ServerState.FAILED);
    host.starts("b", 1);
    ModelServerStatus status = host.await(seen -> seen.state() == ServerState.LOADING);
    assertEquals(1, status.attempts());
    assertEquals("cuda-oom-load", status.cause());
    assertTrue(status.message().endsWith("(started again 1 times)"), status.message());
    host.answers(3);
    assertEquals("", host.await(seen -> seen.state() == ServerState.READY).cause());
  }

  @Test
  void theNextAttemptIsNotJudgedByTheStateOfTheOneBefore() throws Exception {
    host.starts("a", 0);
    host.prints(OOM);
    host.ends(FAILED, "activating", "auto-restart");
    host.await(seen -> seen.state() == ServerState.FAILED);
    host.afterRead(() -> host.starts("b", 1));
    host.becomes("activating", "auto-restart", "");
    host.await(seen -> seen.state() == ServerState.LOADING);
    host.prints("vllm serve: error: unrecognized arguments: --fly");
    host.ends(FAILED, "failed", "failed");
    assertEquals("bad-argument", host.await(seen -> seen.state() == ServerState.FAILED).cause());
  }

  @Test
  void whatAFormerStartDiedOfIsForgottenByTheNextThatSomebodyAsksFor() throws Exception {
    host.starts("a", 0);
    host.prints(OOM);
    host.ends(FAILED, "failed", "failed");
    host.await(seen -> seen.state() == ServerState.FAILED);
    host.becomes("inactive", "dead", "");
    ModelServerStatus off = host.await(seen -> seen.state() == ServerState.OFF);
    assertEquals("cuda-oom-load", off.cause());
    host.starts("b", 0);
    assertEquals("", host.await(seen -> seen.state() == ServerState.LOADING).cause());
  }

  @Test
  void anEngineThatDiesAfterReadyIsAFailureThoughTheStatusIsZero() throws Exception {
    host.starts("a", 0);
    host.await(seen -> seen.state() == ServerState.LOADING);
    host.answers(1);
    host.await(seen -> seen.state() == ServerState.READY);
    host.prints("ERROR 11-24 11:43:31 [core.py:851] EngineCore encountered a fatal error.");
    host.ends(DONE, "deactivating", "stop-sigterm");
    host.ends(DONE, "activating", "auto-restart");
    ModelServerStatus status = host.await(seen -> seen.state() == ServerState.FAILED);
    assertEquals("engine-died", status.cause());
    assertEquals(List.of("a 0", "a 20000"), host.followed);
  }

  @Test
  void aStopThatWasAskedForIsNoFailure() throws Exception {
    serves();
    host.becomes("deactivating", "stop-sigterm", "stop");
    host.isSeen();
    host.ends(new ServerExit("exit-code", false, 130), "failed", "failed");
    assertEquals("", host.await(seen -> seen.state() == ServerState.OFF).cause());
  }

  @Test
  void aRestartThatWasAskedForIsNoFailure() throws Exception {
    serves();
    host.becomes("deactivating", "stop-sigterm", "restart");
    host.isSeen();
    host.ends(FAILED, "activating", "auto-restart", "restart");
    assertEquals("", host.await(seen -> seen.state() == ServerState.OFF).cause());
  }

  /** systemd restarts a service that failed by a job of type restart, as one that was asked for. */
  @Test
  void aFailureThatSystemdMendsByARestartIsAFailure() throws Exception {
    host.starts("a", 0);
    host.prints(OOM);
    host.ends(FAILED, "activating", "auto-restart", "restart");
    assertEquals("cuda-oom-load", host.await(seen -> seen.state() == ServerState.FAILED).cause());
  }

  @Test
  void aServerThatSleepsOrHangsIsSeen() throws Exception {
    serves();
    host.server.setAsleep(true);
    host.await(seen -> seen.state() == ServerState.ASLEEP);
    host.server.stalls("no token for 300 s");
    ModelServerStatus status = host.await(seen -> seen.state() == ServerState.STALLED);
    assertTrue(status.message().contains("no token for 300 s"), status.message());
  }

  @Test
  void aStartThatTakesTooLongIsToldWithWhatItWasAt() throws Exception {
    host.starts("a", 0);
    host.prints(BAR);
    host.await(seen -> seen.progress().total() > 0);
    ServerFailure failure = host.watch.failure(VllmRule.UNIT, LONG).orElseThrow();
    assertEquals(FailureCause.LOAD_TIMEOUT, failure.cause());
    assertTrue(failure.message().contains("loading weights 3 of 8"), failure.message());
  }

  @Test
  void whatIsLeftOfAFormerServerIsToldBesides() throws Exception {
    host.watch.strays(List.of("pid 7 is left"));
    assertEquals(List.of("pid 7 is left"), host.await(seen -> !seen.strays().isEmpty()).strays());
    host.watch.strays(List.of());
    host.await(seen -> seen.strays().isEmpty());
  }

  /** A run that has answered. */
  private void serves() throws InterruptedException {
    host.starts("a", 0);
    host.answers(1);
    host.await(seen -> seen.state() == ServerState.READY);
  }
}
