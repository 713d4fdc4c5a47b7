package org.dubnium.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of mistake, each with the exact file, line, key and advice. */
class ConfigBadInputTest {

  private static final String FILE = "mode-controller.json";

  private final ConfigFiles files;

  ConfigBadInputTest(@TempDir Path directory) {
    this.files = new ConfigFiles(directory);
  }

  /** The mistake begins on line 2 of the file. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "\"bot\": {}", ": bot: cannot use an unknown key (did you mean 'boot'?)"),
        arguments(
            "\"observation\": { \"Deadline\": \"1s\" }",
            ": observation.Deadline: cannot use an unknown key (did you mean 'deadline'?)"),
        arguments(
            "\"cpuLoad\": { \"perCpu\": 0 }",
            ": cpuLoad.perCpu: cannot use 0 (write a number above 0 and up to 1000, such as 2.5)"),
        arguments(
            "\"cpuLoad\": { \"perCpu\": \"4\" }",
            ": cpuLoad.perCpu: cannot use \"4\" (write a number above 0 and up to 1000, such as 2.5)"),
        arguments(
            "\"vllm\": { \"drainDeadline\": \"0\" }",
            ": vllm.drainDeadline: cannot use \"0\" (write up to 1 d as a number with ms, s, min, h or d, such as"
                + " \"250ms\")"),
        arguments(
            "\"slurm\": { \"jobs\": \"requeu\" }",
            ": slurm.jobs: cannot use 'requeu' here (did you mean 'requeue'?)"),
        arguments(
            "\"slurm\": { \"deadline\": { \"kill\": \"1s\" } }",
            ": slurm.deadline.kill: cannot use an unknown key (known: cancel, requeue, wait)"),
        arguments(
            "\"userJobs\": { \"ignore\": [\"a-command-too-long\"] }",
            ": userJobs.ignore[0]: cannot find processes named 'a-command-too-long': the kernel keeps"
                + " 15 characters (cut it there)"),
        arguments(
            "\"audit\": { \"compress\": true }",
            ": audit.compress: cannot use an unknown key (known: files, rotateMiB)"),
        arguments(
            "\"observation\": { \"deadline\": \"2 seconds\" }",
            ": observation.deadline: cannot use \"2 seconds\""
                + " (write up to 1 d as a number with ms, s, min, h or d, such as \"250ms\")"),
        arguments(
            "\"observation\": { \"deadline\": 2 }",
            ": observation.deadline: cannot use 2"
                + " (write up to 1 d as a number with ms, s, min, h or d, such as \"250ms\")"),
        arguments(
            "\"observation\": { \"deadline\": \"0s\" }",
            ": observation.deadline: cannot use \"0s\""
                + " (write more than nothing, such as \"250ms\")"),
        arguments(
            "\"observation\": { \"deadline\": \"1min\" }",
            ": observation.deadline: cannot wait for a probe longer than until the next"
                + " observation (lower it)"),
        arguments(
            "\"reconcile\": { \"budget\": -1 }",
            ": reconcile.budget: cannot use -1 (write a whole number from 0 to 100)"),
        arguments(
            "\"reconcile\": { \"window\": \"2d\" }",
            ": reconcile.window: cannot use \"2d\""
                + " (write up to 1 d as a number with ms, s, min, h or d, such as \"250ms\")"),
        arguments(
            "\"reconcile\": { \"backoff\": { \"longest\": \"1s\" } }",
            ": reconcile.backoff.longest: cannot wait less at last than at first"
                + " (raise it, or lower first)"),
        arguments(
            "\"observation\": []",
            ": observation: cannot use an array (write an object, in braces)"),
        arguments(
            "\"observation\": { \"deadline\": null }",
            ": observation.deadline: cannot do without 'deadline' (the shipped defaults have it)"),
        arguments(
            "\"audit\": { \"rotateMiB\": \"64\" }",
            ": audit.rotateMiB: cannot use \"64\" (write a whole number from 1 to 1048576)"),
        arguments(
            "\"audit\": { \"rotateMiB\": 1.5 }",
            ": audit.rotateMiB: cannot use 1.5 (write a whole number from 1 to 1048576)"),
        arguments(
            "\"sessions\": { \"neverEnd\": { \"remote\": \"yes\" } }",
            ": sessions.neverEnd.remote: cannot use \"yes\" (write true or false)"),
        arguments(
            "\"boot\": { \"defaultMode\": \"dekstop\" }",
            ": boot.defaultMode: cannot find a mode 'dekstop' (did you mean 'desktop'?)"),
        arguments(
            "\"boot\": { \"defaultMode\": \"No Mode\" }",
            ": boot.defaultMode: cannot use 'No Mode' as the name of a mode"
                + " (take lower-case letters, digits and dashes)"),
        arguments(
            "\"hostPaths\": { \"proc\": \"proc\" }",
            ": hostPaths.proc: cannot use 'proc' as a path"
                + " (begin with a slash and do not end with one)"),
        arguments(
            "\"nvml\": { \"library\": \"lib/nvml.so\" }",
            ": nvml.library: cannot load 'lib/nvml.so'"
                + " (write a library's file name, or its whole path)"),
        arguments(
            "\"audio\": { \"processes\": [\"reaper\", 5] }",
            ": audio.processes[1]: cannot use 5 (write a string, in quotes)"),
        arguments(
            "\"audio\": { \"processes\": [\"a-name-that-is-too-long\"] }",
            ": audio.processes[0]: cannot find processes named 'a-name-that-is-too-long':"
                + " the kernel keeps 15 characters (cut it there)"),
        arguments(
            "\"audio\": { \"processes\": \"reaper\" }",
            ": audio.processes: cannot use \"reaper\" (write an array, in brackets)"),
        arguments(
            "\"capabilityPlacement\": { \"studio\": \"some where\" }",
            ": capabilityPlacement.studio: cannot place it on 'some where'"
                + " (write \"local\" or the name of a host)"),
        arguments(
            "\"capabilityPlacement\": { \"studo\": \"local\" }",
            ": capabilityPlacement.studo: cannot use an unknown key (did you mean 'studio'?)"),
        arguments(
            "\"protectedUnits\": [\"ssh service\"]",
            ": protectedUnits[0]: cannot use 'ssh service' as a pattern of unit names"
                + " (write a full name, with *, ? and [a-z] where need be)"),
        arguments(
            "\"gpuRelease\": { \"toleratedHolders\": [{}] }",
            ": gpuRelease.toleratedHolders[0]: cannot tolerate just anything"
                + " (name a command, a unit, or both)"),
        arguments(
            "\"gpuRelease\": { \"timeout\": \"500ms\" }",
            ": gpuRelease.timeout: cannot take 3 samples within this time"
                + " (raise it, or lower sampleInterval)"),
        arguments(
            "\"persistencePaths\": [{ \"modes\": [\"desktop\"] }]",
            ": persistencePaths[0]: cannot need a path without 'path' (name it)"),
        arguments(
            "\"persistencePaths\": [{ \"path\": \"/srv\", \"modes\": [\"studio\"] }]",
            ": persistencePaths[0].modes[0]: cannot find a mode 'studio'"
                + " (known: desktop, studio-local, compute)"));
  }

  /** The mistake begins on line 2 of the file; it is in the modes. */
  static Stream<Arguments> mistakesInModes() {
    String studio = "\"overlay\": \"desktop\", \"unitsActive\": [\"x.service\"]";
    return Stream.of(
        arguments(
            "\"Desk Top\": { \"target\": \"x.target\" }",
            "[\"Desk Top\"]: cannot name a mode 'Desk Top'"
                + " (take lower-case letters, digits and dashes, but not 'unknown')"),
        arguments(
            "\"unknown\": { \"target\": \"x.target\" }",
            ".unknown: cannot name a mode 'unknown'"
                + " (take lower-case letters, digits and dashes, but not 'unknown')"),
        arguments(
            "\"desktop\": { \"targt\": \"x.target\" }",
            ".desktop.targt: cannot use an unknown key (did you mean 'target'?)"),
        arguments(
            "\"new\": {}",
            ".new: cannot define mode 'new' with neither target nor overlay"
                + " (give it one of them)"),
        arguments(
            "\"studio-local\": { \"target\": \"x.target\" }",
            ".studio-local.target: cannot define mode 'studio-local' with both target and overlay"
                + " (give it one of them)"),
        arguments(
            "\"new\": { \"target\": \"x.service\" }",
            ".new.target: cannot use 'x.service' here"
                + " (write a unit that ends in .target)"),
        arguments(
            "\"new\": { \"target\": \"desktop.target\" }",
            ".new.target: cannot use desktop.target: it is the target of mode 'desktop'"
                + " (each mode needs its own)"),
        arguments(
            "\"desktop\": { \"unitsInactive\": [\"vllm\"] }",
            ".desktop.unitsInactive[0]: cannot use 'vllm' as the name of a unit"
                + " (write its full name, such as vllm.service)"),
        arguments(
            "\"desktop\": { \"unitsActive\": [{ \"unit\": \"x.service\", \"when\": \"enabld\" }] }",
            ".desktop.unitsActive[0].when: cannot use 'enabld' here (did you mean 'enabled'?)"),
        arguments(
            "\"desktop\": { \"unitsInactive\": [\"display-manager.service\"] }",
            ".desktop.unitsInactive: cannot want display-manager.service both active and inactive"
                + " (take one out)"),
        arguments(
            "\"desktop\": { \"slices\": { \"ai.slice\": { \"CPUWeight\": 0 } } }",
            ".desktop.slices[\"ai.slice\"].CPUWeight: cannot use 0"
                + " (write a whole number from 1 to 10000)"),
        arguments(
            "\"desktop\": { \"slices\": { \"ai.slice\": { \"IOWeight\": 10001 } } }",
            ".desktop.slices[\"ai.slice\"].IOWeight: cannot use 10001"
                + " (write a whole number from 1 to 10000)"),
        arguments(
            "\"desktop\": { \"slices\": { \"ai.slice\": { \"AllowedCPUs\": \"3-1\" } } }",
            ".desktop.slices[\"ai.slice\"].AllowedCPUs: cannot read '3-1' as a set of CPUs"
                + " (write numbers and ranges, such as 0-3,8)"),
        arguments(
            "\"desktop\": { \"slices\": { \"ai\": {} } }",
            ".desktop.slices.ai: cannot use 'ai' here (write a unit that ends in .slice)"),
        arguments(
            "\"desktop\": { \"graphics\": \"requird\" }",
            ".desktop.graphics: cannot use 'requird' here (did you mean 'required'?)"),
        arguments(
            "\"desktop\": { \"gpus\": \"none\" }",
            ".desktop.gpus: cannot use 'none' here (known: shared, exclusive)"),
        arguments(
            "\"desktop\": { \"vllm\": \"required\" }",
            ".desktop.vllm: cannot agree with what the mode's units say of vllm.service"
                + " (change one)"),
        arguments(
            "\"desktop\": { \"leaveGuards\": [\"audio-idl\"] }",
            ".desktop.leaveGuards[0]: cannot use 'audio-idl' here (did you mean 'audio-idle'?)"),
        arguments(
            "\"studio-local\": { \"overlay\": \"desk\" }",
            ".studio-local.overlay: cannot lay it over 'desk': there is no such mode"
                + " (known: compute, desktop)"),
        arguments(
            "\"new\": { \"overlay\": \"studio-local\", \"unitsActive\": [\"x.service\"] }",
            ".new.overlay: cannot lay it over 'studio-local', which is an overlay itself"
                + " (lay it over one of: compute, desktop)"),
        arguments(
            "\"new\": { \"overlay\": \"new\", \"unitsActive\": [\"x.service\"] }",
            ".new.overlay: cannot lay modes over each other in a circle: new → new"
                + " (give one of them a target)"),
        arguments(
            "\"new\": { \"overlay\": \"desktop\" }",
            ".new: cannot tell an overlay from its base without a unit of its own"
                + " (name one that is always active in it)"),
        arguments(
            "\"new\": { " + studio + ", \"graphics\": \"absent\" }",
            ".new.graphics: cannot want other graphics than 'desktop', which it lies over"
                + " (leave it out)"));
  }

  /** The mistake begins on line 2 of the file; it is in the hardware. */
  static Stream<Arguments> mistakesInHardware() {
    return Stream.of(
        arguments(
            "\"displayGpu\": \"first\"",
            ".displayGpu: cannot use 'first' as a GPU"
                + " (write its UUID, PCI bus id or index, as 'nvidia-smi -L' does)"),
        arguments(
            "\"displayGpu\": 0.5",
            ".displayGpu: cannot use 0.5 (write a string, in quotes, or a whole number)"),
        arguments(
            "\"presentGpus\": [-1]",
            ".presentGpus[0]: cannot use -1 (write a string, in quotes, or a whole number)"),
        arguments(
            "\"presentGpus\": [0], \"computeGpus\": [1]",
            ".computeGpus[0]: cannot give GPU '1' a role: presentGpus does not have it"
                + " (name it there likewise)"),
        arguments(
            "\"computeGpus\": [\"0\", \"00\"]",
            ".computeGpus[1]: cannot name GPU '00' twice (take one out)"),
        arguments(
            "\"presentGpus\": [\"0\"], \"displayGpu\": \"1\"",
            ".displayGpu: cannot give GPU '1' a role: presentGpus does not have it"
                + " (name it there likewise)"),
        arguments(
            "\"presentGpus\": [\"01:00.0\"], \"computeGpus\": [\"0000:02:00.0\"]",
            ".computeGpus[0]: cannot give GPU '0000:02:00.0' a role: presentGpus does not have it"
                + " (name it there likewise)"),
        arguments(
            "\"presentGpus\": [\"0\"], \"desktopAiGpus\": [\"1\"]",
            ".desktopAiGpus[0]: cannot give GPU '1' a role: presentGpus does not have it"
                + " (name it there likewise)"),
        arguments(
            "\"presentGpus\": [\"0\", \"1\"], \"plannedGpuCount\": 1",
            ".plannedGpuCount: cannot plan fewer GPUs than presentGpus names"
                + " (raise it, or 0 for no plan)"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isSaidWithPlaceAndAdvice(String json, String problem) throws IOException {
    files.write("{\n" + json + "\n}\n");
    assertEquals(List.of(FILE + ":2" + problem), files.problems());
  }

  @ParameterizedTest
  @MethodSource("mistakesInModes")
  void inAModeIsSaidWithPlaceAndAdvice(String json, String problem) throws IOException {
    files.write("{ \"modes\": {\n" + json + "\n} }\n");
    assertEquals(List.of(FILE + ":2: modes" + problem), files.problems());
  }

  @ParameterizedTest
  @MethodSource("mistakesInHardware")
  void inTheHardwareIsSaidWithPlaceAndAdvice(String json, String problem) throws IOException {
    files.write("{ \"hardware\": {\n" + json + "\n} }\n");
    assertEquals(List.of(FILE + ":2: hardware" + problem), files.problems());
  }

  @Test
  void modesInACircleAreAllNamed() throws IOException {
    files.write(
        """
        { "modes": {
          "one": { "overlay": "two", "unitsActive": ["x.service"] },
          "two": { "overlay": "one", "unitsActive": ["x.service"] }
        } }
        """);
    assertEquals(
        List.of(
            FILE
                + ":2: modes.one.overlay: cannot lay modes over each other in a circle:"
                + " one → two → one (give one of them a target)",
            FILE
                + ":3: modes.two.overlay: cannot lay modes over each other in a circle:"
                + " two → one → two (give one of them a target)"),
        files.problems());
  }

  @Test
  void allProblemsOfAllFilesAreSaidInOrder() throws IOException {
    files
        .write("{\n\"audit\": { \"rotateMiB\": 0 },\n\"boot\": { \"mode\": 1 }\n}")
        .writeDropIn("10-a.json", "{\n\n\"nvml\": { \"lib\": \"x\" } }")
        .writeDropIn("20-b.json", "{ \"audio\": { \"processes\": [ true ] } }");
    List<String> problems = files.problems();
    assertEquals(4, problems.size(), problems::toString);
    assertTrue(problems.get(0).startsWith(FILE + ":2: audit.rotateMiB: cannot use 0 "));
    assertTrue(problems.get(1).startsWith(FILE + ":3: boot.mode: cannot use an unknown key "));
    assertTrue(
        problems.get(2).startsWith("mode-controller.d/10-a.json:3: nvml.lib: cannot use an "));
    assertTrue(
        problems
            .get(3)
            .startsWith("mode-controller.d/20-b.json:1: audio.processes[0]: cannot use true "));
  }
}
