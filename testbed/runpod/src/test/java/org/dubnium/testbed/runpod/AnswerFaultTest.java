package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dubnium.testbed.runpod.StandInAnswer.NoResponse;
import org.dubnium.testbed.runpod.StandInAnswer.NoResponse.Reason;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.dubnium.testbed.runpod.fault.AnswerFault;
import org.dubnium.testbed.runpod.fault.FaultPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerFaultTest {

  private final Customer customer = new Customer();

  @ParameterizedTest
  @EnumSource
  void aCreateTookEffectOrNotAsTheFaultSays(AnswerFault fault) {
    customer.standIn.faults().next("createPod", fault);
    var _ = customer.call("POST", "/v2/pods", Customer.POD);
    assertEquals(fault.isBeforeEffect() ? 0 : 1, customer.standIn.history().existing().size());
    customer.pod();
  }

  @ParameterizedTest
  @CsvSource({
    "BROKEN_BEFORE_EFFECT,    BROKEN",
    "BROKEN_AFTER_EFFECT,     BROKEN",
    "TIMED_OUT_BEFORE_EFFECT, SILENT",
    "TIMED_OUT_AFTER_EFFECT,  SILENT",
  })
  void noAnswerComes(AnswerFault fault, Reason reason) {
    customer.standIn.faults().next("createPod", fault);
    assertEquals(new NoResponse(reason), customer.call("POST", "/v2/pods", Customer.POD));
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED_FOR_A_YEAR,   429, 31536000",
    "RATE_LIMITED_WITHOUT_TIME, 429, ",
    "UNAUTHORIZED,              401, ",
    "NO_BALANCE,                402, ",
    "NO_CAPACITY,               400, ",
    "HTML_BEFORE_EFFECT,        502, ",
    "HTML_AFTER_EFFECT,         201, ",
    "CUT_SHORT,                 201, ",
    "TOO_LARGE,                 201, ",
    "WRONG_TYPES,               201, ",
    "UNKNOWN_FIELDS,            201, ",
    "UNKNOWN_VALUES,            201, ",
  })
  void aStatusIsAnswered(AnswerFault fault, int status, @Nullable String retryAfter) {
    Response answer = faulty(fault);
    assertEquals(status, answer.status());
    assertEquals(String.valueOf(retryAfter), String.valueOf(answer.headers().get("Retry-After")));
  }

  @Test
  void aLimitTellsSomeSeconds() {
    int seconds = Integer.parseInt(faulty(AnswerFault.RATE_LIMITED).headers().get("Retry-After"));
    assertTrue(seconds >= 1 && seconds <= 30);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR_BEFORE_EFFECT", "SERVER_ERROR_AFTER_EFFECT"})
  void theServerFails(AnswerFault fault) {
    assertTrue(List.of(500, 502, 503).contains(faulty(fault).status()));
  }

  @ParameterizedTest
  @EnumSource(names = {"HTML_BEFORE_EFFECT", "HTML_AFTER_EFFECT", "CUT_SHORT"})
  void theBodyIsNoJson(AnswerFault fault) {
    Response answer = faulty(fault);
    assertThrows(JsonProcessingException.class, () -> new ObjectMapper().readTree(answer.body()));
  }

  @Test
  void theBodyIsTooLarge() {
    Response answer = faulty(AnswerFault.TOO_LARGE);
    assertTrue(answer.length() > 100_000_000);
    assertEquals("worker", Customer.parsed(answer.body()).path("name").asText());
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_TYPES", "UNKNOWN_VALUES"})
  void theBodyIsNotAsDescribed(AnswerFault fault) {
    assertNotEquals(List.of(), Customer.CHECK.violations(Operation.CREATE_POD, faulty(fault)));
  }

  @Test
  void theBodyHasMoreThanIsDescribed() {
    Response answer = faulty(AnswerFault.UNKNOWN_FIELDS);
    assertTrue(Customer.parsed(answer.body()).at("/gpu/sustainability/score").isNumber());
    assertTrue(Customer.parsed(answer.body()).path("env").isEmpty());
  }

  @Test
  void aFaultOfPlacementLeavesOtherCallsAlone() {
    customer.standIn.faults().every(FaultPlan.ANY_OPERATION, AnswerFault.NO_CAPACITY);
    customer.get("/v2/pods");
    customer.json(400, "POST", "/v2/pods", Customer.POD);
    customer.standIn.faults().clear();
    customer.pod();
  }

  @Test
  void theServiceIsAwayForAWhile() {
    var now = customer.clock.instant();
    customer
        .standIn
        .faults()
        .outage(now.plusSeconds(60), now.plusSeconds(120), AnswerFault.BROKEN_BEFORE_EFFECT);
    customer.get("/v2/pods");
    customer.clock.pass(60);
    assertInstanceOf(NoResponse.class, customer.call("GET", "/v2/pods", ""));
    customer.clock.pass(60);
    customer.get("/v2/pods");
  }

  @Test
  void chanceBringsEachFaultAsOftenAsItIsToldTo() {
    FaultPlan plan =
        new FaultPlan()
            .chance(AnswerFault.CUT_SHORT, 0.3)
            .chance(AnswerFault.TIMED_OUT_AFTER_EFFECT, 0.1);
    var random = new SplittableRandom(7);
    Map<AnswerFault, Integer> drawn = new EnumMap<>(AnswerFault.class);
    for (int call = 0; call < 10_000; call++) {
      plan.drawCall("listPods", false, VirtualClock.START, random)
          .ifPresent(fault -> drawn.merge(fault, 1, Integer::sum));
    }
    assertEquals(3000, drawn.getOrDefault(AnswerFault.CUT_SHORT, 0), 200);
    assertEquals(1000, drawn.getOrDefault(AnswerFault.TIMED_OUT_AFTER_EFFECT, 0), 150);
    assertFalse(drawn.containsKey(AnswerFault.RATE_LIMITED));
  }

  private Response faulty(AnswerFault fault) {
    customer.standIn.faults().next("createPod", fault);
    return customer.response("POST", "/v2/pods", Customer.POD);
  }
}
