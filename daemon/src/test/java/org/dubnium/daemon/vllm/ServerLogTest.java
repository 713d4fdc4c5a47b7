package org.dubnium.daemon.vllm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dubnium.daemon.domain.server.LoadPhase;
import org.dubnium.daemon.domain.server.LoadProgress;
import org.junit.jupiter.api.Test;

/** Which lines change the progress of a load. */
class ServerLogTest {

  private static final String LOADED =
      "INFO 11-21 12:00:00 [gpu_model_runner.py:3338] Model loading took 4.0000 GiB memory and 1.000000 seconds";

  private final ServerLog log = new ServerLog(false);

  private static String shards(int done) {
    return "Loading safetensors checkpoint shards: %3d%% Completed | %d/4 [00:00<00:00,  4.99it/s]"
        .formatted(25 * done, done);
  }

  private static String graphs(int done) {
    return "Capturing CUDA graphs (decode, FULL): %3d%%|##########| %d/4 [00:00<00:00,  9.99it/s]"
        .formatted(25 * done, done);
  }

  private void assertAt(LoadPhase phase, long done, long total) {
    assertEquals(new LoadProgress(phase, done, total), log.progress());
  }

  @Test
  void aCountChangesTheProgressOnce() {
    assertTrue(log.take(shards(1)));
    assertFalse(log.take(shards(1)));
    assertTrue(log.take(shards(2)));
    assertAt(LoadPhase.LOAD_WEIGHTS, 2, 4);
    assertFalse(log.take("nobody knows this line"));
  }

  @Test
  void ofABarWithoutLineEndsTheLastDrawingCounts() {
    assertTrue(log.take("\r" + shards(1) + "\r" + shards(3)));
    assertAt(LoadPhase.LOAD_WEIGHTS, 3, 4);
    assertTrue(log.take(shards(4) + "\rnobody knows this line"));
    assertAt(LoadPhase.LOAD_WEIGHTS, 4, 4);
  }

  @Test
  void noMoreThan64PartsOfALineAreRead() {
    assertFalse(log.take("\r".repeat(64) + shards(1)));
    assertTrue(log.take("\r".repeat(63) + shards(1)));
  }

  @Test
  void theWeightsOfOneRankDoNotEndThePhaseWhileTheBarOfAnotherGoesOn() {
    assertTrue(log.take(shards(2)));
    assertFalse(log.take(LOADED));
    assertAt(LoadPhase.LOAD_WEIGHTS, 2, 4);
    assertTrue(log.take(shards(4)));
    assertTrue(log.take(LOADED));
    assertAt(LoadPhase.COMPILE, 0, 0);
    assertFalse(log.take(LOADED));
    assertFalse(log.take(shards(1)));
  }

  @Test
  void aSecondBarOfAPhaseStartsTheCountAgain() {
    assertTrue(log.take(graphs(4)));
    assertFalse(log.take(graphs(4)));
    assertTrue(log.take(graphs(1)));
    assertAt(LoadPhase.CUDA_GRAPHS, 1, 4);
  }

  @Test
  void aServerThatHadAnsweredLoadsNothing() {
    ServerLog ready = new ServerLog(true);
    assertFalse(ready.take(shards(1)));
    assertEquals(LoadProgress.BEGINNING, ready.progress());
  }
}
