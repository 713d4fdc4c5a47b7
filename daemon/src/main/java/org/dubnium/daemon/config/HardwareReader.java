package org.dubnium.daemon.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.daemon.domain.policy.GpuSelector;
import org.dubnium.daemon.domain.policy.Hardware;

/** Reads the section {@code hardware}: which GPUs there are and what each is for. */
final class HardwareReader {

  private final Section section;
  private final Problems problems;

  HardwareReader(Section section, Problems problems) {
    this.section = section;
    this.problems = problems;
  }

  Hardware read() {
    List<Value<String>> present = gpus("presentGpus");
    Optional<Value<String>> display = section.optionalIdentifier("displayGpu", Terms::gpu);
    List<Value<String>> compute = gpus("computeGpus");
    List<Value<String>> desktopAi = gpus("desktopAiGpus");
    int planned = (int) section.number("plannedGpuCount", 0, 64);
    if (planned > 0 && planned < present.size()) {
      problems.add(
          section.placeOf("plannedGpuCount"),
          "cannot plan fewer GPUs than presentGpus names (raise it, or 0 for no plan)");
    }
    section.finish();
    List<Value<String>> roles = new ArrayList<>(compute);
    display.ifPresent(roles::add);
    roles.addAll(desktopAi);
    requirePresent(present, roles);
    return new Hardware(
        texts(present), display.map(Value::value), texts(compute), planned, texts(desktopAi));
  }

  private List<Value<String>> gpus(String key) {
    List<Value<String>> gpus = section.identifiers(key, Terms::gpu);
    Set<String> seen = new HashSet<>();
    for (Value<String> gpu : gpus) {
      if (!seen.add(GpuSelector.canonical(gpu.value()))) {
        problems.add(gpu.place(), "cannot name GPU '" + gpu.value() + "' twice (take one out)");
      }
    }
    return gpus;
  }

  private void requirePresent(List<Value<String>> present, List<Value<String>> roles) {
    Set<String> known = new HashSet<>();
    present.forEach(gpu -> known.add(GpuSelector.canonical(gpu.value())));
    for (Value<String> gpu : roles) {
      if (!known.isEmpty() && !known.contains(GpuSelector.canonical(gpu.value()))) {
        problems.add(
            gpu.place(),
            "cannot give GPU '%s' a role: presentGpus does not have it (name it there likewise)"
                .formatted(gpu.value()));
      }
    }
  }

  private static List<String> texts(List<Value<String>> values) {
    return values.stream().map(Value::value).toList();
  }
}
