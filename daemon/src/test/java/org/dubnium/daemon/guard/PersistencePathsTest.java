package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.PERSISTENCE_PATHS;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;

class PersistencePathsTest {

  private static final String STATE = "/var/lib/mode-controller";
  private static final String MODELS = "/srv/models";

  private final GuardBench shipped = GuardBench.shipped();

  /** Models are needed in compute, and only read. */
  private final GuardBench withModels =
      GuardBench.with(
          """
          { "persistencePaths": [
            { "path": "/srv/models", "modes": ["compute"], "writable": false } ] }
          """);

  @Test
  void aMissingPathDenies() {
    assertEquals(
        STATE + " does not exist (create it, or mount what holds it)",
        assertDeny("path-missing", state(new PathState(false, "/", false, 0))).message());
  }

  @Test
  void aReadOnlyPathDeniesWhereItMustBeWritten() {
    assertDeny("path-read-only", state(new PathState(true, "/", true, 99 * GpuFixture.MIB)));
    assertPass(models(new PathState(true, "/srv", true, 99), "compute"));
  }

  @Test
  void tooLittleSpaceDenies() {
    assertPass(state(new PathState(true, "/", false, 64 * GpuFixture.MIB)));
    Verdict.Deny deny =
        assertDeny(
            "path-short-of-space", state(new PathState(true, "/", false, 63 * GpuFixture.MIB)));
    assertEquals(
        STATE + " has 63 MiB free and needs 64 MiB (make room on /)", deny.message());
    assertEquals("63", deny.params().get("free-mib"));
  }

  @Test
  void aPathMayMatterToOneModeOnly() {
    PathState missing = new PathState(false, "/", false, 0);
    assertDeny("path-missing", models(missing, "compute"));
    assertPass(models(missing, "studio-local"));
  }

  @Test
  void withoutAReadingNobodyCanTell() {
    assertFault(
        "cannot judge: stat timed out",
        shipped.one(
            PERSISTENCE_PATHS,
            Observations.desktop().path(STATE, Reading.unavailable("stat timed out")),
            "compute"));
    assertFault(
        "cannot judge: " + STATE + " was not looked at",
        shipped.one(PERSISTENCE_PATHS, Observations.desktop().withoutPath(STATE), "compute"));
  }

  private Verdict state(PathState state) {
    return shipped.one(
        PERSISTENCE_PATHS, Observations.desktop().path(STATE, Reading.of(state)), "compute");
  }

  private Verdict models(PathState state, String to) {
    return withModels.one(
        PERSISTENCE_PATHS, Observations.desktop().path(MODELS, Reading.of(state)), to);
  }
}
