package org.dubnium.fleet.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dubnium.fleet.logs.FakePodLogs;
import org.dubnium.fleet.logs.FakeReader;
import org.dubnium.fleet.logs.JournalReader;
import org.dubnium.fleet.service.Logs;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs over HTTP, with a stand-in for the program that reads them. */
@Timeout(120)
class LogRoutesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MANY = 50_000;

  @TempDir private Path directory;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> ends = new ArrayList<>();

  private Path socket() {
    return directory.resolve("fleet-logs.sock");
  }

  private TestApi serve(FakeReader reader) throws IOException {
    ends.add(reader);
    JournalReader journal = reader.journal(MINUTE);
    Logs logs =
        new Logs(
            journal,
            reader.jobs(journal, MINUTE),
            new FakePodLogs(),
            () -> new SlurmReading.Absent("none"),
            List::of,
            threads);
    TestApi api =
        new TestApi(
            access -> {
              Router router = new Router();
              new LogRoutes(logs, access).addTo(router);
              return router;
            });
    ends.add(api);
    return api;
  }

  private TestApi serveMachine(int entries) throws IOException {
    return serve(FakeReader.machine(socket(), entries));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable end : ends.reversed()) {
      end.close();
    }
    threads.shutdownNow();
  }

  private static HttpResponse<String> get(TestApi api, String path) throws Exception {
    return api.send("GET", path, "");
  }

  @Test
  void linesAreTold() throws Exception {
    TestApi api = serveMachine(3);
    assertEquals(
        JSON.readTree(
            "{\"name\":\"vllm\",\"truncated\":true,\"entries\":[{\"at\":\"2026-11-21T12:00:00.000003Z\","
                + "\"priority\":6,\"identifier\":\"vllm\",\"pid\":17,\"message\":\"line 3\"}]}"),
        JSON.readTree(get(api, "/api/logs/vllm?lines=1").body()));
    assertEquals(
        "{\"logs\":[\"line 2\",\"line 3\"]}", get(api, "/api/agent/logs?lines=2").body());
    assertEquals(
        JSON.readTree("{\"name\":\"kernel\",\"kind\":\"kernel\",\"title\":\"Kernel\"}"),
        JSON.readTree(get(api, "/api/logs").body()).at("/logs/0"));
  }

  @Test
  void whatTheyAreMayBeKnownAndWhatIsInThemNot() throws Exception {
    TestApi api = serveMachine(3);
    assertEquals(200, api.send(api.to("/api/logs")).statusCode());
    for (String path : List.of("/api/logs/vllm", "/api/agent/logs", "/api/logs/vllm?follow=true")) {
      HttpResponse<String> anonymous = api.send(api.to(path));
      assertEquals(401, anonymous.statusCode(), path);
      assertTrue(anonymous.body().contains("fleet open"), anonymous.body());
      // Alice is known, and may not read the journal.
      assertEquals(403, api.send(api.asAlice(api.to(path))).statusCode(), path);
      // The cookie alone may have come from another port.
      HttpRequest.Builder withCookie = api.asAlice(api.to(path)).setHeader("X-CSRF-Token", "guessed");
      assertEquals(401, api.send(withCookie).statusCode(), path);
    }
  }

  @Test
  void whatIsAskedForWrongly() throws Exception {
    TestApi api = serveMachine(3);
    for (String query :
        List.of("lines=-1", "lines=10001", "lines=x", "since=yesterday", "follow=maybe", "since=1e9")) {
      assertEquals(400, get(api, "/api/logs/vllm?" + query).statusCode(), query);
    }
    for (String name : List.of("none", "..%2fvllm", "vllm.service", "job-x", "-f")) {
      assertEquals(404, get(api, "/api/logs/" + name).statusCode(), name);
      assertEquals(404, get(api, "/api/logs/" + name + "?follow=true").statusCode(), name);
    }
    HttpRequest.Builder from =
        TestApi.authorised(api.to("/api/logs/vllm?follow=true")).header("Last-Event-ID", "--file");
    assertEquals(400, api.send(from).statusCode());
    HttpRequest.Builder foreign =
        TestApi.authorised(api.to("/api/logs/vllm?follow=true")).header("Sec-Fetch-Site", "cross-site");
    assertEquals(403, api.send(foreign).statusCode());
  }

  @Test
  void withoutItsReaderTheAnswerSaysWhatToDo() throws Exception {
    FakeReader reader = FakeReader.machine(socket(), 0);
    TestApi api = serve(reader);
    reader.listenNoMore();
    for (String path : List.of("/api/logs", "/api/logs/vllm", "/api/logs/vllm?follow=true")) {
      HttpResponse<String> answer = get(api, path);
      assertEquals(503, answer.statusCode(), path);
      assertTrue(answer.body().contains("systemctl status fleet-logs.socket"), answer.body());
    }
  }

  /** What a client of a stream got. */
  private record Told(List<String> messages, long lost, String lastId, String end) {}

  private static Told follow(TestApi api, HttpRequest.Builder request) throws Exception {
    HttpResponse<java.io.InputStream> answer =
        api.client.send(
            TestApi.authorised(request).build(), HttpResponse.BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    List<String> messages = new ArrayList<>();
    long lost = 0;
    String id = "";
    String name = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          JsonNode data = JSON.readTree(line.substring(6));
          if (name.equals("end")) {
            return new Told(messages, lost, id, data.at("/reason").asText());
          }
          assertTrue(data.at("/entries").size() <= 1000, "too many at once");
          data.at("/entries").forEach(entry -> messages.add(entry.at("/message").asText()));
          lost += data.at("/lost").asLong();
        }
      }
    }
    throw new AssertionError("no end");
  }

  @Test
  void aStreamTellsWhatThereIsAndWhatComes() throws Exception {
    TestApi api = serveMachine(3);
    Told told = follow(api, api.to("/api/logs/vllm?lines=2&follow=true"));
    assertEquals(List.of("line 2", "line 3", "line 4", "line 5", "line 6"), told.messages());
    assertEquals(FakeReader.CURSOR + "6", told.lastId());
    assertTrue(told.end().startsWith("cannot follow the log any more"), told.end());
  }

  @Test
  void aStreamGoesOnWhereOneEnded() throws Exception {
    FakeReader reader = FakeReader.machine(socket(), 3);
    TestApi api = serve(reader);
    Told told =
        follow(
            api,
            api.to("/api/logs/vllm?lines=2&follow=true").header("Last-Event-ID", FakeReader.CURSOR + "3"));
    assertEquals(List.of("line 4", "line 5", "line 6"), told.messages());
    assertEquals("follow log=vllm position=" + FakeReader.CURSOR + "3", reader.requests.getLast());
  }

  @Test
  void hostileLinesAreOnlyText() throws Exception {
    TestApi api =
        serve(
            new FakeReader(
                socket(),
                (words, out) -> {
                  FakeReader.say(out, "ok \n");
                  FakeReader.say(out, FakeReader.entry(1, "\\u001b[31m\\n\\ndata: {}\\n\\nevent: end\\r\\u0000\\u2028"));
                }));
    Told told = follow(api, api.to("/api/logs/vllm?lines=0&follow=true"));
    assertEquals(List.of("\u001b[31m\n\ndata: {}\n\nevent: end\r\0\u2028"), told.messages());
  }

  @Test
  void veryManyLinesAreToldOrCounted() throws Exception {
    TestApi api =
        serve(
            new FakeReader(
                socket(),
                (words, out) -> {
                  FakeReader.say(out, "ok \n");
                  if (words.getFirst().equals("follow")) {
                    for (int i = 1; i <= MANY; i++) {
                      FakeReader.say(out, FakeReader.entry(i, "line " + i));
                    }
                  }
                }));
    Told told = follow(api, api.to("/api/logs/vllm?follow=true"));
    assertEquals(MANY, told.messages().size() + told.lost());
    assertEquals("line " + MANY, told.messages().getLast());
  }

  private static void ask(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(
        ("GET /api/logs/vllm?follow=true HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TestApi.TOKEN + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static Socket connect(TestApi api) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server.address().getPort());
    socket.setSoTimeout(60_000);
    ask(socket);
    return socket;
  }

  /** The reader tells on, whether or not the client reads: it is the client that loses. */
  @Test
  void aClientThatDoesNotReadHoldsUpNoReader() throws Exception {
    CountDownLatch much = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    String entry = FakeReader.entry(1, "x".repeat(1000));
    TestApi api =
        serve(
            new FakeReader(
                socket(),
                (words, out) -> {
                  FakeReader.say(out, "ok \n");
                  if (words.getFirst().equals("follow")) {
                    try {
                      for (int i = 0; true; i++) {
                        FakeReader.say(out, entry);
                        if (i == 200_000) {
                          much.countDown();
                        }
                      }
                    } finally {
                      gone.countDown();
                    }
                  }
                }));
    try (Socket client = connect(api)) {
      assertEquals('H', client.getInputStream().read());
      assertTrue(much.await(1, TimeUnit.MINUTES), "it waits for the client");
    }
    assertTrue(gone.await(1, TimeUnit.MINUTES), "it reads on for nobody");
  }

  @Test
  void ofAHundredFollowersOfOneClientEightAreServed() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    TestApi api =
        serve(
            new FakeReader(
                socket(),
                (words, out) -> {
                  FakeReader.say(out, "ok \n");
                  if (words.getFirst().equals("follow")) {
                    try {
                      assertTrue(over.await(1, TimeUnit.MINUTES));
                    } catch (InterruptedException ended) {
                      Thread.currentThread().interrupt();
                    }
                  }
                }));
    List<Socket> clients = new ArrayList<>();
    int served = 0;
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      Socket client = connect(api);
      clients.add(client);
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
      String status = String.valueOf(lines.readLine());
      if (status.contains(" 200 ")) {
        String line = lines.readLine();
        while (!line.startsWith("retry: ")) {
          line = lines.readLine();
        }
        served++;
      } else {
        assertTrue(status.contains(" 429 "), status);
        refused++;
      }
    }
    assertEquals(8, served);
    assertEquals(92, refused);
    for (Socket client : clients) {
      client.close();
    }
    over.countDown();
  }
}
