package org.dubnium.daemon.adapter.systemd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.wire.Arguments;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Struct;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;
import org.dubnium.daemon.adapter.BusAnswers;
import org.dubnium.daemon.domain.mode.CpuSet;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;

/**
 * Reads units, all that it knows to ask for at a time: the questions go out together, and the time
 * is that of one round trip for each link of the longest chain of dependents.
 */
final class UnitReader {

  private final BusClient bus;

  UnitReader(BusClient bus) {
    this.bus = bus;
  }

  /** These units, and all that their stop or start would stop. */
  UnitGraph read(Set<UnitName> wanted) throws BusException {
    UnitGraph graph = new UnitGraph();
    Set<UnitName> next = wanted;
    while (!next.isEmpty()) {
      List<CompletableFuture<UnitFacts>> answers = new ArrayList<>();
      next.forEach(unit -> answers.add(ask(unit)));
      for (CompletableFuture<UnitFacts> answer : answers) {
        graph.add(BusAnswers.await(answer));
      }
      next = graph.missing(wanted);
    }
    return graph;
  }

  /** All units that are failed. {@code ListUnitsFiltered} gives a name first of each. */
  Set<UnitName> failed() throws BusException {
    var answer =
        bus.callAsync(Systemd.manager("ListUnitsFiltered").with("as", List.of("failed")))
            .thenApply(units -> units.structs(0));
    Set<UnitName> failed = new LinkedHashSet<>();
    for (Struct unit : BusAnswers.await(answer)) {
      String name = unit.values().string(0);
      if (UnitName.isValid(name)) {
        failed.add(new UnitName(name));
      }
    }
    return failed;
  }

  private CompletableFuture<UnitFacts> ask(UnitName unit) {
    ObjectPath path = Systemd.pathOf(unit);
    var properties = bus.callAsync(Systemd.getAll(path, Systemd.UNIT));
    var result = result(unit, path);
    var slice = slice(unit, path);
    var all = properties.thenApply(answer -> answer.dict(0));
    var job = all.thenCompose(this::job);
    return CompletableFuture.allOf(job, result, slice)
        .thenCombine(
            all,
            (ignored, told) ->
                UnitFacts.of(unit, told, job.join(), result.join(), slice.join()));
  }

  /** The type of a unit's job. One that is over by the time it is asked about is none. */
  private CompletableFuture<Optional<String>> job(Map<String, Variant> unit) {
    return UnitFacts.job(unit)
        .map(
            job ->
                bus.callAsync(Systemd.get(job, Systemd.JOB, "JobType"))
                    .thenApply(answer -> Optional.of(answer.variant(0).asString()))
                    .exceptionallyCompose(UnitReader::noneIfOver))
        .orElse(CompletableFuture.completedFuture(Optional.empty()));
  }

  private static CompletableFuture<Optional<String>> noneIfOver(Throwable failure) {
    return BusAnswers.cause(failure) instanceof BusException refusal
            && refusal.is(StandardError.UNKNOWN_OBJECT)
        ? CompletableFuture.completedFuture(Optional.empty())
        : CompletableFuture.failedFuture(failure);
  }

  /** Why a service failed. One property: reading them all makes systemd read the cgroup as well. */
  private CompletableFuture<String> result(UnitName unit, ObjectPath path) {
    return unit.value().endsWith(".service")
        ? get(path, "Service", "Result", found -> found.variant(0).asString())
        : CompletableFuture.completedFuture("");
  }

  private CompletableFuture<Optional<SliceSettings>> slice(UnitName unit, ObjectPath path) {
    if (!unit.value().endsWith(".slice")) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    var cpuWeight = get(path, "Slice", "CPUWeight", found -> found.variant(0).asLong());
    var ioWeight = get(path, "Slice", "IOWeight", found -> found.variant(0).asLong());
    var cpus = get(path, "Slice", "AllowedCPUs", found -> bytes(found.variant(0)));
    return cpuWeight.thenCombine(
        ioWeight.thenCombine(cpus, (weight, mask) -> Map.entry(weight, CpuSet.ofMask(mask))),
        (cpu, rest) -> Optional.of(new SliceSettings(cpu, rest.getKey(), rest.getValue())));
  }

  private <T> CompletableFuture<T> get(
      ObjectPath path, String type, String property, Function<Arguments, T> taken) {
    return bus.callAsync(Systemd.get(path, Systemd.SERVICE + "." + type, property))
        .thenApply(taken);
  }

  private static byte[] bytes(Variant value) {
    if (value.value() instanceof byte[] bytes) {
      return bytes;
    }
    throw new WireException("expected bytes and got a value of type " + value.signature());
  }
}
