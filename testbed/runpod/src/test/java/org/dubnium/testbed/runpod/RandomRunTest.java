package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.fault.AnswerFault;
import org.dubnium.testbed.runpod.fault.PodFault;
import org.dubnium.testbed.runpod.history.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many calls in a row by chance, with every fault there is; each answer is held to its form. */
class RandomRunTest {

  private static final int CALLS = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyAnswerIsAsDescribedAndTheBooksBalance(long seed) {
    VirtualClock clock = new VirtualClock();
    StandIn standIn = faulty(seed, clock, Customer.CHECK);
    run(seed, clock, standIn);
    standIn.faults().clear();
    History history = standIn.history();
    Response billing =
        (Response)
            standIn.handle(
                request(
                    "GET",
                    "/v2/billing?startTime=2026-11-01T00:00:00Z&endTime=2027-06-01T00:00:00Z",
                    ""));
    assertEquals(
        history.billed(),
        Customer.parsed(billing.body()).at("/metadata/totals/totalAmount").asDouble(),
        1e-6);
    assertTrue(history.pods().size() > 10);
  }

  @Test
  void theSameSeedIsTheSameRun() {
    List<List<StandInAnswer>> runs = new ArrayList<>();
    for (int attempt = 0; attempt < 2; attempt++) {
      VirtualClock clock = new VirtualClock();
      runs.add(run(9, clock, faulty(9, clock, ContractCheck.NONE)));
    }
    assertEquals(runs.get(0), runs.get(1));
  }

  private static StandIn faulty(long seed, VirtualClock clock, ContractCheck check) {
    StandIn standIn =
        new StandIn(
            StandInSettings.standard(),
            clock,
            new SplittableRandom(seed),
            new SimulatedHost(),
            check);
    for (AnswerFault fault : AnswerFault.values()) {
      standIn.faults().chance(fault, 0.01);
    }
    for (PodFault fault : PodFault.values()) {
      standIn.faults().chance(fault, 0.1);
    }
    standIn.faults().outageChance(0.005, Duration.ofMinutes(5));
    return standIn;
  }

  private static List<StandInAnswer> run(long seed, VirtualClock clock, StandIn standIn) {
    SplittableRandom choice = new SplittableRandom(seed);
    List<StandInAnswer> answers = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      clock.pass(choice.nextInt(90));
      List<String> ids = standIn.history().existing().stream().map(pod -> pod.id()).toList();
      String id = ids.isEmpty() ? "none" : ids.get(choice.nextInt(ids.size()));
      answers.add(standIn.handle(next(choice, id)));
    }
    return answers;
  }

  private static StandInRequest next(SplittableRandom choice, String id) {
    return switch (choice.nextInt(10)) {
      case 0, 1 -> request("POST", "/v2/pods", Customer.POD);
      case 2 -> request("DELETE", "/v2/pods/" + id, "");
      case 3 -> request("POST", "/v2/pods/" + id + "/action", "{\"action\":\"stop\"}");
      case 4 -> request("POST", "/v2/pods/" + id + "/action", "{\"action\":\"start\"}");
      case 5 -> request("GET", "/v2/pods/" + id, "");
      case 6 -> request("GET", "/v2/catalog/gpus?include=AVAILABILITY&product=POD", "");
      case 7 -> request("GET", "/v2/pods/" + id + "/logs", "");
      default -> request("GET", "/v2/pods", "");
    };
  }

  private static StandInRequest request(String method, String path, String body) {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + ApiKeys.FIRST, "Content-Type", "application/json");
    return new StandInRequest(method, path, headers, body);
  }
}
