package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.reconcile.RentedFleet;
import org.dubnium.fleet.service.PodCosts;
import org.dubnium.fleet.service.Pods;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The routes before a real reconciler, whose RunPod is the stand-in. */
@Timeout(120)
class PodRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TO_BE_READY = 6;

  @TempDir private Path directory;

  private RentedFleet fleet;
  private TestApi api;

  @BeforeEach
  void serve() throws Exception {
    fleet = new RentedFleet(directory);
    Pods pods =
        new Pods(
            fleet.reconciler,
            fleet.client,
            () -> new Pods.Credential("runpod-api-key", true),
            fleet.clock());
    PodCosts costs = new PodCosts(fleet.reconciler, fleet.client, fleet.clock());
    api =
        new TestApi(
            access -> {
              Router router = new Router();
              new PodRoutes(pods, costs, access, fleet.clock()).addTo(router);
              return router;
            });
  }

  @AfterEach
  void end() {
    api.close();
    fleet.close();
  }

  private JsonNode ask(int status, String method, String path, String body) throws Exception {
    HttpResponse<String> answer = api.send(method, path, body);
    assertEquals(status, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private JsonNode get(String path) throws Exception {
    return ask(200, "GET", path, "");
  }

  private void refuses(int status, String method, String path, String body) throws Exception {
    assertTrue(ask(status, method, path, body).at("/error").asText().startsWith("cannot "));
  }

  private void apply() throws Exception {
    String plan = get("/api/pods/plan").at("/fingerprint").asText();
    ask(202, "POST", "/api/pods/apply", "{\"plan\":\"" + plan + "\"}");
    fleet.pass(TO_BE_READY);
  }

  private static List<String> phases(JsonNode pods) {
    List<String> phases = new ArrayList<>();
    pods.at("/pods").forEach(pod -> phases.add(pod.at("/phase").asText()));
    return phases;
  }

  @Test
  void nothingIsRentedBeforeSomebodyApplies() throws Exception {
    fleet.pass(TO_BE_READY);
    JsonNode pods = get("/api/pods");
    assertTrue(pods.at("/configured").asBoolean());
    assertEquals("lab", pods.at("/fleet").asText());
    assertEquals("not-applied", pods.at("/declarations/0/state").asText());
    assertEquals(0, pods.at("/spending/perHour").asDouble());
    assertEquals(5, pods.at("/spending/cap").asDouble());
    assertFalse(pods.at("/listing/at").isNull());
    assertTrue(pods.at("/listing/error").isNull());
    assertTrue(fleet.standIn.history().own().pods().isEmpty());
  }

  @Test
  void aPlanTellsItsPriceAndIsAppliedAsItWasShown() throws Exception {
    JsonNode plan = get("/api/pods/plan");
    assertEquals(List.of("create", "create"), plan.at("/steps").findValuesAsText("action"));
    assertEquals(plan.at("/perHour").asDouble() * 24, plan.at("/perDay").asDouble(), 1e-6);
    assertTrue(plan.at("/perHour").asDouble() > 0);
    assertEquals(0, plan.at("/now/perHour").asDouble());
    assertEquals(1, plan.at("/changes").size());
    refuses(409, "POST", "/api/pods/apply", "{\"plan\":\"another\"}");
    refuses(400, "POST", "/api/pods/apply", "{}");
    apply();
    JsonNode pods = get("/api/pods");
    assertEquals(List.of("ready", "ready"), phases(pods));
    assertEquals("applied", pods.at("/declarations/0/state").asText());
    assertEquals("holder of the API token", pods.at("/declarations/0/appliedBy").asText());
    assertEquals(plan.at("/perHour").asDouble(), pods.at("/spending/perHour").asDouble(), 1e-6);
    assertEquals(
        pods.at("/spending/perHour").asDouble(), pods.at("/declarations/0/perHour").asDouble(), 1e-6);
    assertTrue(pods.at("/pods/0/today").asDouble() > 0);
    assertTrue(pods.at("/spending/projectedToday").asDouble() > pods.at("/spending/today").asDouble());
    assertEquals(List.of("tcp", "http"), pods.at("/pods/0/ports").findValuesAsText("type"));
    assertTrue(pods.at("/events").size() > 0);
    assertEquals(0, get("/api/pods/plan").at("/changes").size());
  }

  /** By which people tell whether something was seen after they asked for it. */
  @Test
  void theListingIsOfWhenItWasMade() throws Exception {
    fleet.pass(1);
    Instant made = Instant.parse(get("/api/pods").at("/listing/at").asText());
    fleet.idle(Duration.ofSeconds(20));
    assertEquals(made, Instant.parse(get("/api/pods").at("/listing/at").asText()));
    fleet.pass(1);
    assertTrue(Instant.parse(get("/api/pods").at("/listing/at").asText()).isAfter(made));
  }

  @Test
  void someDeclarationsAreAppliedAlone() throws Exception {
    String plan = get("/api/pods/plan?only=worker").at("/fingerprint").asText();
    refuses(400, "GET", "/api/pods/plan?only=nobody", "");
    refuses(400, "GET", "/api/pods/plan?only=worker,", "");
    for (String wrong : List.of("\"worker\"", "[]", "[1]", "[\"nobody\"]", "{}")) {
      refuses(400, "POST", "/api/pods/apply", "{\"plan\":\"%s\",\"only\":%s}".formatted(plan, wrong));
    }
    ask(202, "POST", "/api/pods/apply", "{\"plan\":\"%s\",\"only\":[\"worker\"]}".formatted(plan));
  }

  @Test
  void aPodTellsHowItCameUp() throws Exception {
    assertTrue(get("/api/pods").at("/declarations/0/expectedSeconds").isNull());
    apply();
    JsonNode pods = get("/api/pods");
    List<String> phases = pods.at("/pods/0/phases").findValuesAsText("phase");
    assertEquals("requested", phases.getFirst());
    assertEquals("ready", phases.getLast());
    assertEquals(pods.at("/pods/0/since"), pods.at("/pods/0/phases").get(phases.size() - 1).at("/at"));
    assertTrue(pods.at("/declarations/0/expectedSeconds").asLong() > 0);
  }

  @Test
  void aPodIsNamedByItsSlotItsNameOrItsId() throws Exception {
    apply();
    JsonNode pod = get("/api/pods").at("/pods/0");
    ask(202, "POST", "/api/pods/" + pod.at("/id").asText() + "/stop", "");
    fleet.pass(2);
    assertEquals("stopped", get("/api/pods").at("/pods/0/phase").asText());
    ask(202, "POST", "/api/pods/" + pod.at("/slot").asText() + "/start", "");
    fleet.pass(TO_BE_READY);
    assertEquals(List.of("ready", "ready"), phases(get("/api/pods")));
    ask(202, "DELETE", "/api/pods/" + pod.at("/name").asText(), "");
    fleet.pass(2);
    assertEquals(List.of("absent", "ready"), phases(get("/api/pods")));
    for (String change : List.of("start", "stop", "adopt")) {
      refuses(404, "POST", "/api/pods/worker-7/" + change, "");
    }
    refuses(404, "DELETE", "/api/pods/nobodys", "");
  }

  @Test
  void anIdlePodIsKeptForATime() throws Exception {
    apply();
    ask(202, "POST", "/api/pods/worker-0/keep", "{\"minutes\":120}");
    for (String wrong : List.of("{}", "{\"minutes\":0}", "{\"minutes\":1.5}", "{\"minutes\":10081}")) {
      refuses(400, "POST", "/api/pods/worker-0/keep", wrong);
    }
    fleet.pass(1);
    JsonNode idle = get("/api/pods").at("/pods/0/idle");
    Instant kept = Instant.parse(idle.at("/keptUntil").asText());
    Duration left = Duration.between(fleet.clock().instant(), kept);
    assertTrue(left.compareTo(Duration.ofMinutes(118)) > 0, left.toString());
    assertTrue(left.compareTo(Duration.ofHours(2)) < 0, left.toString());
  }

  @Test
  void everythingIsDestroyedByTheFleetsIdAloneAndAFreshListingProvesIt() throws Exception {
    apply();
    refuses(400, "POST", "/api/pods/destroy", "{\"fleet\":\"other\"}");
    refuses(400, "POST", "/api/pods/destroy", "{}");
    assertEquals(2, fleet.standIn.history().own().existing().size());
    JsonNode left = ask(200, "POST", "/api/pods/destroy", "{\"fleet\":\"lab\"}");
    assertEquals(0, left.at("/left").size(), left.toString());
    assertEquals(0, left.at("/volumes").size());
    assertTrue(fleet.standIn.history().own().existing().isEmpty());
    fleet.pass(TO_BE_READY);
    assertTrue(fleet.standIn.history().own().existing().isEmpty());
  }

  @Test
  void whatIsNotDeclaredAnyLongerIsShownAndLeft() throws Exception {
    apply();
    fleet.reconciler.declare(Optional.of(RentedFleet.declared(1)));
    fleet.pass(1);
    JsonNode pods = get("/api/pods");
    assertEquals(List.of("false", "true"), pods.at("/pods").findValuesAsText("undeclared"));
    assertEquals(2, fleet.standIn.history().own().existing().size());
    ask(202, "DELETE", "/api/pods/" + pods.at("/pods/1/name").asText(), "");
    fleet.pass(2);
    assertEquals(1, fleet.standIn.history().own().existing().size());
  }

  @Test
  void costsAreToldBesideTheBill() throws Exception {
    assertEquals(0, get("/api/pods/cost").at("/days").size());
    apply();
    JsonNode cost = get("/api/pods/cost?days=2");
    assertTrue(cost.at("/days/0/reckoned").asDouble() > 0);
    assertEquals(2, cost.at("/pods").size());
    refuses(400, "GET", "/api/pods/cost?days=0", "");
    refuses(400, "GET", "/api/pods/cost?days=91", "");
  }

  @Test
  void aChangeTakesTheTokenOrASession() throws Exception {
    for (String path : List.of("/api/pods/apply", "/api/pods/destroy", "/api/pods/worker-0/stop")) {
      assertEquals(
          401,
          api.send(api.to(path).POST(HttpRequest.BodyPublishers.ofString("{}")))
              .statusCode());
    }
  }
}
