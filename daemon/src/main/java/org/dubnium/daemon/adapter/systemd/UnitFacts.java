package org.dubnium.daemon.adapter.systemd;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;

/**
 * What systemd tells about one unit, before it is put together with others.
 *
 * @param name that was asked for
 * @param id the unit's own name, where {@code name} is an alias
 * @param conflicts units that its start stops
 * @param dependents units that its stop stops, directly
 */
record UnitFacts(
    UnitName name,
    UnitName id,
    String loadState,
    String activeState,
    String subState,
    String unitFileState,
    String result,
    Optional<String> job,
    Set<UnitName> conflicts,
    Set<UnitName> dependents,
    Optional<SliceSettings> slice) {

  /** A conflict works in both directions, whoever declares it: systemd.unit(5). */
  private static final List<String> CONFLICTS = List.of("Conflicts", "ConflictedBy");

  /** The dependencies along which systemd hands on a stop: systemd.unit(5), "Mapping of unit …". */
  private static final List<String> DEPENDENTS =
      List.of("RequiredBy", "RequisiteOf", "BoundBy", "ConsistsOf", "PropagatesStopTo");

  /**
   * From the properties of {@code org.freedesktop.systemd1.Unit}.
   *
   * @throws WireException if systemd left out something that it always has
   */
  static UnitFacts of(
      UnitName name,
      Map<String, Variant> properties,
      Optional<String> job,
      String result,
      Optional<SliceSettings> slice) {
    String id = text(properties, "Id");
    return new UnitFacts(
        name,
        UnitName.isValid(id) ? new UnitName(id) : name,
        text(properties, "LoadState"),
        text(properties, "ActiveState"),
        text(properties, "SubState"),
        text(properties, "UnitFileState"),
        result,
        job,
        units(properties, CONFLICTS),
        units(properties, DEPENDENTS),
        slice);
  }

  /** The job that is queued or running for the unit, {@code (uo)}: id 0 is none. */
  static Optional<ObjectPath> job(Map<String, Variant> properties) {
    return find(properties, "Job").value() instanceof Struct job && job.values().integer(0) != 0
        ? Optional.of(job.values().path(1))
        : Optional.empty();
  }

  boolean isSlice() {
    return name.value().endsWith(".slice");
  }

  private static String text(Map<String, Variant> properties, String property) {
    return find(properties, property).asString();
  }

  private static Variant find(Map<String, Variant> properties, String property) {
    Variant value = properties.get(property);
    if (value == null) {
      throw new WireException("systemd told no " + property);
    }
    return value;
  }

  /** Older versions of systemd lack some of the dependencies. */
  private static Set<UnitName> units(Map<String, Variant> properties, List<String> dependencies) {
    Set<UnitName> units = new LinkedHashSet<>();
    for (String dependency : dependencies) {
      Variant names = properties.get(dependency);
      if (names != null) {
        names.asStrings().stream().filter(UnitName::isValid).map(UnitName::new).forEach(units::add);
      }
    }
    return units;
  }
}
