package org.dubnium.daemon.config;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dubnium.common.config.Node;
import org.dubnium.common.config.Place;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.Contract.GpuUse;
import org.dubnium.daemon.domain.mode.Contract.GraphicsRule;
import org.dubnium.daemon.domain.mode.Contract.UnitClause;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;

/** Reads one mode's contract. What is left out says nothing. */
final class ContractReader {

  private static final long MOST_MIB = 1L << 30;
  private static final Map<String, GuardName> GUARDS =
      choices(GuardName.values(), GuardName::text);

  private final Section section;
  private final Problems problems;
  private final Duration stepTimeout;

  /**
   * @param stepTimeout how long units may take to settle if the mode does not say
   */
  ContractReader(Section section, Problems problems, Duration stepTimeout) {
    this.section = section;
    this.problems = problems;
    this.stepTimeout = stepTimeout;
  }

  /** Empty if it has neither target nor overlay, or both, which is noted. */
  Optional<Contract> read(ModeName name) {
    Optional<Value<UnitName>> target = section.optionalText("target", Terms::target);
    Optional<Value<ModeName>> overlay = section.optionalText("overlay", Terms::mode);
    List<UnitClause> active =
        section.elements("unitsActive").stream().flatMap(node -> clause(node).stream()).toList();
    List<UnitName> inactive =
        section.texts("unitsInactive", Terms::unit).stream().map(Value::value).toList();
    Map<UnitName, SliceSettings> slices =
        section.optionalSection("slices").map(this::slices).orElse(Map.of());
    GraphicsRule graphics =
        section.optionalChoice("graphics", rules(GraphicsRule.values())).orElse(GraphicsRule.ANY);
    VllmRule vllm = section.optionalChoice("vllm", rules(VllmRule.values())).orElse(VllmRule.ANY);
    GpuUse gpus = section.optionalChoice("gpus", rules(GpuUse.values())).orElse(GpuUse.SHARED);
    Optional<String> capability =
        section.optionalText("capability", Terms::capability).map(Value::value);
    long headroom = section.optionalNumber("memoryHeadroomMiB", 0, MOST_MIB).orElse(0L);
    Set<GuardName> enter = guards("enterGuards");
    Set<GuardName> leave = guards("leaveGuards");
    int rank = section.optionalNumber("rank", 0, 100).orElse(0L).intValue();
    Duration settle = section.optionalDuration("settleTimeout").orElse(stepTimeout);
    section.finish();
    if (section.has("target") == section.has("overlay")) {
      problems.add(
          placeOfMixUp(),
          "cannot define mode '%s' with %s (give it one of them)"
              .formatted(
                  name,
                  section.has("target")
                      ? "both target and overlay"
                      : "neither target nor overlay"));
    }
    if (target.isPresent() == overlay.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Contract(
            name,
            overlay.map(Value::value).orElse(null),
            target.map(Value::value).orElse(null),
            active,
            inactive,
            slices,
            graphics,
            vllm,
            gpus,
            capability.orElse(null),
            headroom,
            enter,
            leave,
            rank,
            settle));
  }

  /** Of target and overlay, the one that came with a later file than the mode itself. */
  private Place placeOfMixUp() {
    Place overlay = section.placeOf("overlay");
    Place target = section.placeOf("target");
    return target.file().equals(section.place().file()) ? overlay : target;
  }

  /** A unit's name, or an object with {@code unit} and {@code "when": "enabled"}. */
  private Optional<UnitClause> clause(Node node) {
    if (node instanceof Node.Text(Place place, String name)) {
      return section
          .turned(new Value<>(place, name), Terms::unit)
          .map(unit -> new UnitClause(unit.value(), false));
    }
    Section clause = Section.of(node, problems);
    Optional<Value<UnitName>> unit = clause.optionalText("unit", Terms::unit);
    boolean enabled =
        clause.optionalChoice("when", Map.of("enabled", true, "always", false)).orElse(false);
    clause.finish();
    return unit.map(found -> new UnitClause(found.value(), enabled));
  }

  private Map<UnitName, SliceSettings> slices(Section slices) {
    Map<UnitName, SliceSettings> all = new LinkedHashMap<>();
    slices
        .sections()
        .forEach(
            (name, settings) ->
                section
                    .turned(new Value<>(settings.place(), name), Terms::slice)
                    .ifPresent(slice -> all.put(slice.value(), settings(settings))));
    return all;
  }

  private static SliceSettings settings(Section section) {
    SliceSettings settings =
        new SliceSettings(
            section.optionalNumber("CPUWeight", 1, 10_000).orElse(null),
            section.optionalNumber("IOWeight", 1, 10_000).orElse(null),
            section.optionalText("AllowedCPUs", Terms::cpus).map(Value::value).orElse(null));
    section.finish();
    return settings;
  }

  private Set<GuardName> guards(String key) {
    Set<GuardName> guards = EnumSet.noneOf(GuardName.class);
    for (Node node : section.elements(key)) {
      section
          .asText(node)
          .flatMap(word -> section.choice(word, GUARDS))
          .ifPresent(guards::add);
    }
    return guards;
  }

  private static <E extends Enum<E>> Map<String, E> rules(E[] rules) {
    return choices(rules, rule -> rule.name().toLowerCase(Locale.ROOT));
  }

  private static <E> Map<String, E> choices(E[] values, Function<E, String> text) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E value : values) {
      choices.put(text.apply(value), value);
    }
    return choices;
  }
}
