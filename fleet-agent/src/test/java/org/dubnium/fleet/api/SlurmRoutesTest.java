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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.Optional;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.service.RecordedChanges;
import org.dubnium.fleet.service.SlurmCluster;
import org.dubnium.fleet.slurm.FakeSlurm;
import org.dubnium.fleet.slurm.SlurmActions;
import org.dubnium.fleet.slurm.SlurmClient;
import org.dubnium.fleet.slurm.SlurmSettings;
import org.dubnium.fleet.slurm.SlurmWatch;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlurmRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RecordedChanges changes = new RecordedChanges();
  private FakeSlurm slurm;
  private SlurmWatch watch;
  private TestApi api;

  @BeforeEach
  void begin() throws Exception {
    slurm = new FakeSlurm(directory).of2411();
    serve(Duration.ofMinutes(1), true);
  }

  private void serve(Duration deadline, boolean enabled) throws Exception {
    SlurmSettings settings = slurm.settings(deadline);
    watch =
        SlurmWatch.start(
            new SlurmClient(settings, InstantSource.system(), threads),
            Duration.ofHours(1),
            enabled);
    Router router = new Router();
    new SlurmRoutes(
            new SlurmCluster(watch, new SlurmActions(settings, threads), changes),
            Optional.of(new NodeId("vm.example")))
        .addTo(router);
    api = new TestApi(router);
    var _ = watch.current();
    var _ = slurm.words();
  }

  private void serveAnew(Duration deadline, boolean enabled) throws Exception {
    api.close();
    watch.close();
    serve(deadline, enabled);
  }

  @AfterEach
  void end() {
    api.close();
    watch.close();
    threads.shutdownNow();
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = api.send("GET", path, "");
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private void refuses(int status, String method, String path, String body) throws Exception {
    HttpResponse<String> answer = api.send(method, path, body);
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(
        JSON.readTree(answer.body()).at("/error").asText().startsWith("cannot "), answer.body());
  }

  @Test
  void tellsOfJobs() throws Exception {
    JsonNode jobs = get("/api/slurm/jobs");
    assertEquals(3, jobs.at("/total").asInt());
    JsonNode first = jobs.at("/jobs/0");
    assertEquals("2", first.at("/id").asText());
    assertEquals("RUNNING", first.at("/state").asText());
    assertEquals("2026-11-21T07:44:52Z", first.at("/startTime").asText());
    assertTrue(first.at("/timeLimit").isNull());
    assertEquals(first, get("/api/slurm/jobs/2"));
    assertEquals(2, get("/api/slurm/jobs?state=pending").at("/total").asInt());
    assertEquals(0, get("/api/slurm/jobs?user=nobody").at("/total").asInt());
    assertEquals(1, get("/api/slurm/jobs?limit=1").at("/jobs").size());
  }

  @Test
  void tellsOfThisMachine() throws Exception {
    JsonNode told = get("/api/slurm/registration");
    assertEquals("vm", told.at("/name").asText());
    assertEquals(get("/api/slurm/nodes").at("/nodes/0"), told.at("/node"));
    assertEquals(List.of("2"), told.findValuesAsText("id"));
  }

  @Test
  void tellsOfNodes() throws Exception {
    JsonNode node = get("/api/slurm/nodes").at("/nodes/0");
    assertEquals("vm", node.at("/node").asText());
    assertEquals("mix", node.at("/status").asText());
    assertEquals("", node.at("/reason").asText());
  }

  @Test
  void submitsAndTheNextLookSeesIt() throws Exception {
    HttpResponse<String> answer =
        api.send(
            "POST",
            "/api/slurm/jobs",
            "{\"wrap\":\"nvidia-smi; sleep 1\",\"gpus\":2,\"timeLimit\":5,\"name\":\"\"}");
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals("17", JSON.readTree(answer.body()).at("/id").asText());
    assertEquals("/api/slurm/jobs/17", answer.headers().firstValue("Location").orElse(""));
    assertEquals(
        List.of("sbatch", "--parsable", "--chdir=/tmp", "--gpus=2", "--time=5"), slurm.words());
    assertEquals("#!/bin/sh\nnvidia-smi; sleep 1\n", slurm.script());
    var _ = get("/api/slurm/jobs");
    assertTrue(slurm.words().contains("squeue"));
    var _ = get("/api/slurm/jobs");
    assertEquals(List.of(), slurm.words());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{\"script\":\"#!/bin/sh\",\"wrap\":\"id\"}",
        "{\"script\":\"echo\"}",
        "{\"script\":7}",
        "{\"wrap\":\"id\",\"uid\":0}",
        "{\"wrap\":\"id\",\"gpus\":\"two\"}",
        "{\"wrap\":\"id\",\"gpus\":1.5}",
        "{\"wrap\":\"id\",\"gpus\":99999999999}",
        "{\"wrap\":\"id\",\"partition\":\"--uid=0\"}",
        "{\"wrap\":\"id\",\"name\":\"a\\nb\"}",
        "{\"wrap\":\"id\",\"dependency\":[1]}",
        "{\"wrap\":\"id\",\"directory\":\"../etc\"}",
        "[]",
        "not json",
      })
  void refusesWhatMakesNoJob(String body) throws Exception {
    refuses(400, "POST", "/api/slurm/jobs", body);
    assertEquals(List.of(), slurm.words());
  }

  @Test
  void slurmsRefusalsAreTheClients() throws Exception {
    slurm.command("sbatch", "echo 'sbatch: error: Invalid partition name specified' >&2; exit 1");
    refuses(409, "POST", "/api/slurm/jobs", "{\"wrap\":\"id\"}");
    assertEquals(List.of(), changes.take());
    slurm.command("scontrol", "echo 'slurm_update error: Access/permission denied' >&2; exit 1");
    refuses(403, "POST", "/api/slurm/nodes/vm/drain", "{\"reason\":\"loud\"}");
    slurm.command("scancel", "echo 'Kill job error on job id 9: Invalid job id specified' >&2");
    refuses(404, "DELETE", "/api/slurm/jobs/9", "");
  }

  @Test
  void aSlurmThatDoesNotAnswerInTimeIsUnavailable() throws Exception {
    serveAnew(Duration.ofMillis(500), true);
    slurm.command("sbatch", "exec /bin/sleep 600");
    refuses(503, "POST", "/api/slurm/jobs", "{\"wrap\":\"id\"}");
    slurm.command("sinfo", "exec /bin/sleep 600");
    watch.changed();
    refuses(503, "GET", "/api/slurm/jobs", "");
    refuses(503, "GET", "/api/slurm/nodes", "");
  }

  @Test
  void cancels() throws Exception {
    HttpResponse<String> answer = api.send("DELETE", "/api/slurm/jobs/102_%5B3-9%252%5D", "");
    assertEquals(204, answer.statusCode(), answer.body());
    assertEquals(List.of("scancel", "--verbose", "102_[3-9%2]"), slurm.words());
  }

  @Test
  void drainsAndResumes() throws Exception {
    assertEquals(
        204,
        api.send("POST", "/api/slurm/nodes/vm/drain", "{\"reason\":\"loud fan\"}").statusCode());
    assertEquals(
        List.of("scontrol", "update", "NodeName=vm", "State=DRAIN", "Reason=loud fan"),
        slurm.words());
    assertEquals(204, api.send("POST", "/api/slurm/nodes/vm/resume", "").statusCode());
    assertTrue(slurm.words().contains("State=RESUME"));
    assertEquals(List.of("slurm vm", "slurm vm"), changes.take());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /api/slurm/jobs/99            | ''                         | 404",
        "GET    | /api/slurm/jobs?limit=0       | ''                         | 400",
        "GET    | /api/slurm/jobs?limit=x       | ''                         | 400",
        "DELETE | /api/slurm/jobs/--user=root   | ''                         | 404",
        "DELETE | /api/slurm/jobs/2%2010        | ''                         | 404",
        "POST   | /api/slurm/nodes/ALL/drain    | {\"reason\":\"x\"}         | 404",
        "POST   | /api/slurm/nodes/vm%2Cb/drain | {\"reason\":\"x\"}         | 404",
        "POST   | /api/slurm/nodes/vm/drain     | {}                         | 400",
        "POST   | /api/slurm/nodes/vm/drain     | {\"reason\":\"\"}          | 400",
        "POST   | /api/slurm/nodes/vm/drain     | {\"reason\":\"a\\nb\"}     | 400",
        "POST   | /api/slurm/nodes/none/resume  | ''                         | 404",
        "PUT    | /api/slurm/jobs               | {}                         | 405",
        "GET    | /api/slurm/nodes/vm/drain     | ''                         | 405",
      })
  void refusesWhatIsNotThere(String method, String path, String body, int status)
      throws Exception {
    refuses(status, method, path, body);
    assertFalse(slurm.words().contains("update"));
  }

  @Test
  void changesNothingWithoutTheToken() throws Exception {
    HttpRequest.Builder drain =
        api.to("/api/slurm/nodes/vm/drain")
            .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"x\"}"));
    assertEquals(401, api.send(drain).statusCode());
    assertEquals(401, api.send(api.to("/api/slurm/jobs/2").DELETE()).statusCode());
    assertEquals(List.of(), slurm.words());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /api/slurm/jobs            | {\"wrap\":\"id\"}",
        "DELETE | /api/slurm/jobs/2          | ''",
        "POST   | /api/slurm/nodes/vm/drain  | {\"reason\":\"x\"}",
        "POST   | /api/slurm/nodes/vm/resume | ''",
      })
  void changesNothingForNobodyInParticular(String method, String path, String body)
      throws Exception {
    HttpRequest.Builder change =
        api.to(path).method(method, HttpRequest.BodyPublishers.ofString(body));
    assertEquals(401, api.send(change).statusCode());
    assertEquals(List.of(), slurm.words());
  }

  @Test
  void whoLetTheServiceActInTheirNameMayChangeIt() throws Exception {
    HttpRequest.Builder cancel = api.asAlice(api.to("/api/slurm/jobs/2")).DELETE();
    assertEquals(204, api.send(cancel).statusCode());
    assertEquals(List.of("use 5a1e"), api.delegations.asked);
  }

  @Test
  void withoutSlurmItIsNotThere() throws Exception {
    slurm.without("sinfo");
    slurm.without("sbatch");
    slurm.without("scancel");
    watch.changed();
    refuses(404, "GET", "/api/slurm/jobs", "");
    refuses(404, "GET", "/api/slurm/nodes", "");
    refuses(404, "POST", "/api/slurm/jobs", "{\"wrap\":\"id\"}");
    refuses(404, "DELETE", "/api/slurm/jobs/2", "");
    refuses(404, "POST", "/api/slurm/nodes/vm/resume", "");
  }

  @Test
  void whereItIsSwitchedOffNothingIsAsked() throws Exception {
    serveAnew(Duration.ofMinutes(1), false);
    refuses(404, "POST", "/api/slurm/jobs", "{\"wrap\":\"id\"}");
    refuses(404, "DELETE", "/api/slurm/jobs/2", "");
    refuses(404, "GET", "/api/slurm/jobs", "");
    assertEquals(List.of(), slurm.words());
  }
}
