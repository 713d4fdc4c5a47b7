package org.dubnium.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.config.ConfigException;
import org.dubnium.daemon.domain.cluster.JobPolicy;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GpuUse;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.mode.UnitPattern;
import org.dubnium.daemon.domain.policy.Hardware;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.policy.Policy.HolderRule;
import org.dubnium.daemon.domain.policy.Policy.PersistencePath;
import org.dubnium.daemon.domain.policy.Policy.SessionPolicy;
import org.dubnium.daemon.domain.policy.Policy.SlurmPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  private final ConfigFiles files;

  ConfigLoaderTest(@TempDir Path directory) {
    this.files = new ConfigFiles(directory);
  }

  @Test
  void theShippedDefaultsAloneAreAWholeConfiguration() throws ConfigException {
    Configuration shipped = files.load();
    assertEquals(new Configuration.HostPaths("/proc", "/sys", "/dev"), shipped.hostPaths());
    assertEquals("libnvidia-ml.so.1", shipped.nvmlLibrary());
    assertEquals(Duration.ofSeconds(2), shipped.observationDeadline());
    assertEquals(Duration.ofSeconds(30), shipped.observationInterval());
    assertEquals(64L * 1024 * 1024, shipped.auditRotateBytes());

    Policy policy = shipped.policy();
    assertEquals(new ModeName("desktop"), policy.bootMode());
    assertEquals(Map.of("studio", "local"), policy.placement());
    SessionPolicy sessions = policy.sessions();
    assertEquals(
        new SessionPolicy(Set.of(), true, true, true, sessions.desktopUnits()), sessions);
    assertTrue(sessions.desktopUnits().contains(new UnitPattern("app-*.scope")));
    assertEquals(Duration.ofMinutes(10), policy.userJobs().minRuntime());
    assertTrue(policy.userJobs().ignore().containsAll(Set.of("bash", "tmux: client", "less")));
    assertEquals(Optional.of(4.0), policy.loadPerCpu());
    assertEquals(Duration.ofSeconds(60), policy.drainDeadline());
    assertEquals(
        new SlurmPolicy(
            JobPolicy.WAIT,
            Map.of(
                JobPolicy.WAIT,
                Duration.ofMinutes(10),
                JobPolicy.REQUEUE,
                Duration.ZERO,
                JobPolicy.CANCEL,
                Duration.ZERO),
            Set.of(),
            Set.of()),
        policy.slurm());
    assertEquals(512, policy.release().displayResidualMiB());
    assertEquals(64, policy.release().computeResidualMiB());
    assertEquals(3, policy.release().consecutiveSamples());
    assertEquals(Duration.ofMillis(250), policy.release().sampleInterval());
    assertEquals(Duration.ofSeconds(30), policy.release().timeout());
    assertTrue(
        policy
            .release()
            .toleratedHolders()
            .contains(new HolderRule(
                    Optional.empty(),
                    Optional.of(new UnitPattern("systemd-logind.service")),
                    true)));
    assertEquals(Duration.ofMinutes(2), policy.stepTimeout());
    assertEquals(
        List.of(new PersistencePath("/var/lib/mode-controller", Set.of(), true, 64)),
        policy.persistencePaths());
    assertTrue(policy.protectedUnits().contains("ssh.service"));
    assertTrue(policy.audio().processes().contains("reaper"));
  }

  @Test
  void aGpuIsNamedByItsIndexWithQuotesOrWithout() throws Exception {
    files.write(
        """
        { "hardware": {
          "presentGpus": [0, "1"], "displayGpu": 0, "computeGpus": [1], "desktopAiGpus": [1]
        } }
        """);
    Hardware hardware = files.load().policy().hardware();
    assertEquals(
        new Hardware(List.of("0", "1"), Optional.of("0"), List.of("1"), 0, List.of("1")), hardware);
  }

  @Test
  void theShippedModesAreTheThreeOfTheDesign() throws ConfigException {
    Policy policy = files.load().policy();
    assertEquals(
        List.of("desktop", "studio-local", "compute"),
        policy.contracts().all().stream().map(mode -> mode.name().value()).toList());
    Contract desktop = policy.contracts().get(new ModeName("desktop"));
    assertEquals(new UnitName("desktop.target"), desktop.target());
    assertEquals(GraphicsRule.REQUIRED, desktop.graphics());
    assertEquals(Set.of(GuardName.AUDIO_IDLE), desktop.leaveGuards());
    Contract studio = policy.contracts().get(new ModeName("studio-local"));
    assertEquals(new ModeName("desktop"), studio.overlay());
    assertEquals("studio", studio.capability());
    assertEquals(
        List.of("studio-local-policy.service", "audio-priority.service"),
        studio.unitsActive().stream().map(clause -> clause.unit().value()).toList());
    Contract compute = policy.contracts().get(new ModeName("compute"));
    assertEquals(
        List.of(
            new UnitClause(new UnitName("vllm.service"), true),
            new UnitClause(new UnitName("slurm-node.service"), true)),
        compute.unitsActive());
    assertEquals(VllmRule.REQUIRED, compute.vllm());
    assertEquals(GpuUse.EXCLUSIVE, compute.gpus());
    assertEquals(GraphicsRule.ABSENT, compute.graphics());
    assertEquals(
        new SliceSettings(400L, 400L, null), compute.slices().get(new UnitName("ai.slice")));
  }

  @Test
  void objectsAreMergedAndAllElseIsReplaced() throws IOException, ConfigException {
    files
        .write(
            """
            { "observation": { "interval": "10s" },
              "audio": { "processes": ["qtractor"] },
              "modes": { "desktop": { "slices": { "ai.slice": { "CPUWeight": 50 } } } } }
            """)
        .writeDropIn("10-first.json", "{ \"observation\": { \"interval\": \"20s\" } }")
        .writeDropIn("20-second.json", "{ \"observation\": { \"deadline\": \"1.5s\" } }")
        .writeDropIn(".hidden.json", "not even JSON")
        .writeDropIn("README", "not even JSON");
    Configuration loaded = files.load();
    assertEquals(Duration.ofSeconds(20), loaded.observationInterval());
    assertEquals(Duration.ofMillis(1500), loaded.observationDeadline());
    assertEquals(Set.of("qtractor"), loaded.policy().audio().processes());
    Contract desktop = loaded.policy().contracts().get(new ModeName("desktop"));
    assertEquals(
        new SliceSettings(50L, 100L, null), desktop.slices().get(new UnitName("ai.slice")));
    assertEquals(
        new SliceSettings(100L, 100L, null),
        desktop.slices().get(new UnitName("interactive.slice")));
  }

  @Test
  void aFileOfCommentsAloneChangesNothing() throws IOException, ConfigException {
    Configuration shipped = files.load();
    files.write("// nothing yet\n/* still nothing */\n");
    assertEquals(shipped, files.load());
  }

  @Test
  void commentsAndTrailingCommasAreAllowed() throws IOException, ConfigException {
    files.write(
        """
        { // why
          "audit": { "rotateMiB": 8, /* small disk */ },
        }
        """);
    assertEquals(8L * 1024 * 1024, files.load().auditRotateBytes());
  }

  @Test
  void anAdministratorMayAddAModeAndTakeOneAway() throws IOException, ConfigException {
    files.write(
        """
        { "modes": {
            "studio-local": null,
            "render": { "target": "render.target", "slices": {
              "ai.slice": { "AllowedCPUs": "4-7,2" }, "platform.slice": null } } } }
        """);
    Policy policy = files.load().policy();
    assertFalse(policy.contracts().find(new ModeName("studio-local")).isPresent());
    Contract render = policy.contracts().get(new ModeName("render"));
    assertEquals(
        Map.of(new UnitName("ai.slice"), new SliceSettings(null, null, new CpuSet("2,4-7"))),
        render.slices());
    assertEquals(List.of(), render.unitsActive());
    assertEquals(GraphicsRule.ANY, render.graphics());
    assertEquals(GpuUse.SHARED, render.gpus());
    assertEquals(Duration.ofMinutes(2), render.settleTimeout());
  }

  @Test
  void whatIsMissingFromTheDefaultsIsSaidToBeMissing(@TempDir Path other) throws IOException {
    Path defaults = Files.writeString(other.resolve("defaults.json"), "{ \"boot\": {} }");
    List<String> problems = problems(defaults);
    assertTrue(
        problems.contains(
            defaults + ":1: boot: cannot do without 'defaultMode' (the shipped defaults have it)"));
    assertTrue(
        problems.contains(
            defaults + ": cannot do without 'modes' (the shipped defaults have it)"));
  }

  @Test
  void withoutTheDefaultsNothingGoes(@TempDir Path other) {
    Path defaults = other.resolve("gone.json");
    assertEquals(
        List.of(
            defaults
                + ": cannot read the file: java.nio.file.NoSuchFileException: "
                + defaults
                + " (see that it is there)"),
        problems(defaults));
  }

  private List<String> problems(Path defaults) {
    try {
      ConfigLoader.load(defaults, files.config());
    } catch (ConfigException e) {
      return e.problems();
    }
    throw new AssertionError("it was accepted");
  }
}
