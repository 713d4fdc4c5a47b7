package org.dubnium.testbed.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.dubnium.testbed.runpod.ApiKeys.Rights;
import org.dubnium.testbed.runpod.StandInAnswer.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, their rights and their limits. */
class AccessTest {

  private final Customer customer = new Customer();

  @ParameterizedTest
  @CsvSource({
    "ALL,       200, 201",
    "READ_ONLY, 200, 403",
    "NONE,      403, 403",
    "REVOKED,   401, 401",
  })
  void aKeyHasRights(Rights rights, int reading, int changing) {
    customer.standIn.keys().put("k", rights);
    customer.key = "k";
    assertEquals(reading, customer.response("GET", "/v2/pods", "").status());
    assertEquals(changing, customer.response("POST", "/v2/pods", Customer.POD).status());
  }

  @Test
  void aCallNeedsAKey() {
    var request = new StandInRequest("GET", "/v2/pods", Map.of(), "");
    assertEquals(401, ((Response) customer.standIn.handle(request)).status());
    customer.key = "unknown";
    assertEquals(401, customer.response("GET", "/v2/pods", "").status());
  }

  @Test
  void limitsAreToldAndKept() {
    Customer limited = new Customer(Customer.SETTINGS.with(new RateLimits(2, 3, 10)));
    Response first = limited.response("GET", "/v2/pods", "");
    assertEquals(
        "\"minute\";r=1;t=60, \"hour\";r=2;t=3600, \"day\";r=9;t=86400",
        first.headers().get("RateLimit"));
    assertEquals(
        "\"minute\";q=2;w=60, \"hour\";q=3;w=3600, \"day\";q=10;w=86400",
        first.headers().get("RateLimit-Policy"));
    limited.clock.pass(20);
    limited.get("/v2/pods");
    Response third = limited.response("POST", "/v2/pods", Customer.POD);
    assertEquals(429, third.status());
    assertEquals("40", third.headers().get("Retry-After"));
    assertTrue(third.body().contains("minute window"));
    limited.clock.pass(40);
    Response fourth = limited.response("GET", "/v2/pods", "");
    assertEquals(429, fourth.status(), "the refused call counts for the hour");
    assertEquals("3540", fourth.headers().get("Retry-After"));
    limited.clock.pass(3540);
    limited.get("/v2/pods");
  }

  @Test
  void withoutLimitsNoneAreTold() {
    assertNull(customer.response("GET", "/v2/pods", "").headers().get("RateLimit"));
  }
}
