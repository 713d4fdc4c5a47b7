package org.dubnium.daemon.guard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.daemon.classify.GpuHolders;
import org.dubnium.daemon.classify.Words;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.observation.UserUnit;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;

/**
 * Denies if a GPU whose release the plan awaits is held by something that is neither tolerated nor
 * ended by the plan.
 */
final class GpusReleasable implements Guard {

  private static final Pattern MANAGER = Pattern.compile("user@(\\d{1,10})\\.service");
  private static final String STOP = "systemctl stop ";

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
    switch (holders) {
      case Reading.Unavailable<List<GpuHolder>>(String why) -> objections.cannotTell(why);
      case Reading.Value<List<GpuHolder>>(List<GpuHolder> all) ->
          judge(all, name(uuid, inventory), input, objections);
    }
  }

  private static void judge(
      List<GpuHolder> holders, String gpu, GuardInput input, Objections objections) {
    switch (input.effects()) {
      case Reading.Unavailable<PlanEffects>(String why) -> objections.cannotTell(why);
      case Reading.Value<PlanEffects>(PlanEffects effects) ->
          holders.stream()
              .filter(holder -> !holder.tolerated() && !effects.ends(holder))
              .forEach(holder -> deny(holder, gpu, effects, input, objections));
    }
  }

  private static void deny(
      GpuHolder holder,
      String gpu,
      PlanEffects effects,
      GuardInput input,
      Objections objections) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("gpu", holder.gpu());
    params.put("pid", Integer.toString(holder.pid()));
    params.put("kind", holder.kind().text());
    params.put("command", holder.command());
    holder.unit().ifPresent(unit -> params.put("unit", unit));
    holder.userUnit().ifPresent(unit -> params.put("user-unit", unit.name()));
    holder.session().ifPresent(session -> params.put("session", session));
    if (holder.bytes() instanceof Reading.Value<Long>(Long bytes)) {
      params.put("bytes", Long.toString(bytes));
    }
    String stays =
        effects
            .staysAfterDesktop(holder.unit())
            .map(why -> ", which outlives the desktop since " + why)
            .orElse("");
    objections.deny(
        "gpu-held",
        "%s %s%s (%s)".formatted(gpu, Words.heldBy(holder), stays, remedy(holder, input)),
        params);
  }

  private static String remedy(GpuHolder holder, GuardInput input) {
    if (holder.pid() == 0) {
      return "'nvidia-smi' in the containers of this host shows it; stop that one";
    }
    String command =
        holder
            .userUnit()
            .flatMap(unit -> stopInManager(holder.unit(), unit, input))
            .or(
                () ->
                    holder
                        .unit()
                        .filter(unit -> canBeStopped(unit) && !isDown(unit, input))
                        .map(STOP::concat))
            .orElse("kill " + holder.pid());
    return "end it with '" + command + "'";
  }

  private static boolean canBeStopped(String unit) {
    return unit.endsWith(".service") && !MANAGER.matcher(unit).matches();
  }

  /** What a unit left behind when it ended is ended by no stop of it. */
  private static boolean isDown(String unit, GuardInput input) {
    return UnitName.isValid(unit)
        && input.observation().unit(new UnitName(unit)) instanceof Reading.Value<UnitState>(var state)
        && state.isDown();
  }

  /** The manager itself, which is in a scope of its own there, is nothing to be stopped. */
  private static Optional<String> stopInManager(
      Optional<String> manager, UserUnit unit, GuardInput input) {
    return manager
        .map(MANAGER::matcher)
        .filter(Matcher::matches)
        .filter(uid -> !unit.name().equals("init.scope"))
        .map(
            uid ->
                "systemctl --user -M %s@ stop %s"
                    .formatted(userName(Long.parseLong(uid.group(1)), input), unit.name()));
  }

  /** The uid will do, where no session tells the name. */
  private static String userName(long uid, GuardInput input) {
    return input.observation().sessions()
            instanceof Reading.Value<List<Session>>(List<Session> sessions)
        ? sessions.stream()
            .filter(session -> session.uid() == uid)
            .findFirst()
            .map(Session::user)
            .orElse(Long.toString(uid))
        : Long.toString(uid);
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
