package org.dubnium.daemon.guard;

import java.util.Map;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.observation.Observation.ServerLoad;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Denies if the plan stops a model server that has requests in flight, and the policy gives them no
 * time. With time, vLLM answers them after SIGTERM, and nobody needs to know how many there are.
 */
final class ServerDrainable implements Guard {

  @Override
  public Verdict judge(GuardInput input) {
    Objections objections = new Objections();
    if (ServerImpact.ends(input) && input.policy().drainDeadline().isZero()) {
      switch (input.observation().serverLoad()) {
        case Reading.Unavailable<ServerLoad>(String why) -> objections.cannotTell(why);
        case Reading.Value<ServerLoad>(ServerLoad load) -> {
          if (!load.isIdle()) {
            deny(load, objections);
          }
        }
      }
    }
    return objections.verdict();
  }

  private static void deny(ServerLoad load, Objections objections) {
    objections.deny(
        "requests-in-flight",
        ("vLLM has %d requests running and %d waiting, and vllm.drainDeadline gives them no time"
                + " (let them be answered, or set a deadline)")
            .formatted(load.running(), load.waiting()),
        Map.of(
            "running", Long.toString(load.running()),
            "waiting", Long.toString(load.waiting())));
  }
}
