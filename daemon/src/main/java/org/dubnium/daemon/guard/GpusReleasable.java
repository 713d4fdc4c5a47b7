package org.dubnium.daemon.guard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.dubnium.daemon.classify.GpuHolders;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.transition.PlannedStep;
import org.dubnium.daemon.domain.transition.Step;

/**
 * Denies if a GPU whose release the plan awaits is held by something that is neither tolerated nor
 * ended by the plan.
 */
final class GpusReleasable implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    Set<String> awaited = new TreeSet<>();
    for (PlannedStep step : input.plan().steps()) {
      if (step.action() instanceof Step.AwaitGpuRelease(List<String> gpus)) {
        awaited.addAll(gpus);
        if (gpus.isEmpty()) {
          objections.cannotTell("the plan could not tell which GPUs change hands");
        }
      }
    }
    Observation seen = input.observation();
    switch (seen.gpus()) {
      case Reading.Unavailable<GpuInventory>(String why) -> {
        if (!awaited.isEmpty()) {
          objections.cannotTell(why);
        }
      }
      case Reading.Value<GpuInventory>(GpuInventory inventory) ->
          awaited.forEach(uuid -> judge(uuid, inventory, input, objections));
    }
    return objections.verdict();
  }

  private static void judge(
      String uuid, GpuInventory inventory, GuardInput input, Objections objections) {
    Reading<List<GpuHolder>> holders =
        GpuHolders.on(uuid, inventory, input.observation().processes(), input.policy());
    Reading<List<GpuHolder>> left =
        holders.flatMap(
            all ->
                PlanEffects.of(input)
                    .map(
                        effects ->
                            all.stream()
                                .filter(holder -> !holder.tolerated() && !effects.ends(holder))
                                .toList()));
    switch (left) {
      case Reading.Unavailable<List<GpuHolder>>(String why) -> objections.cannotTell(why);
      case Reading.Value<List<GpuHolder>>(List<GpuHolder> all) ->
          all.forEach(holder -> deny(holder, name(uuid, inventory), objections));
    }
  }

  private static void deny(GpuHolder holder, String gpu, Objections objections) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("gpu", holder.gpu());
    params.put("pid", Integer.toString(holder.pid()));
    params.put("kind", holder.kind().text());
    params.put("command", holder.command());
    holder.unit().ifPresent(unit -> params.put("unit", unit));
    holder.session().ifPresent(session -> params.put("session", session));
    if (holder.bytes() instanceof Reading.Value<Long>(Long bytes)) {
      params.put("bytes", Long.toString(bytes));
    }
    objections.deny(
        "gpu-held",
        "%s is held by %s (end it with '%s')".formatted(gpu, Words.holder(holder), remedy(holder)),
        params);
  }

  private static String remedy(GpuHolder holder) {
    return holder
        .unit()
        .filter(unit -> unit.endsWith(".service") && !unit.startsWith("user@"))
        .map(unit -> "systemctl stop " + unit)
        .orElse("kill " + holder.pid());
  }

  private static String name(String uuid, GpuInventory inventory) {
    return inventory.gpus().stream()
        .map(Gpu::identity)
        .filter(gpu -> gpu.uuid().equals(uuid))
        .findFirst()
        .map(Words::gpu)
        .orElse(uuid);
  }
}
