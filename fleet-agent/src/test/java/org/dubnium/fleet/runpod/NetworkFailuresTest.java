package org.dubnium.fleet.runpod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that fail, at every point of a call, and answers without end. */
class NetworkFailuresTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Deadlines PATIENT = new Deadlines(LONG, LONG, LONG, LONG, LONG);
  private static final Deadlines HASTY = new Deadlines(SHORT, SHORT, SHORT, SHORT, SHORT);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
  private static final String POD = SchemaSample.full(new OpenApi(), "Pod").toString();

  private RawServer server;

  @BeforeEach
  void listen() throws IOException {
    server = new RawServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private static RunpodClient client(OkHttpClient http, HttpUrl url, Deadlines deadlines) {
    return new RunpodClient(
        http, url, () -> Optional.of(new Secret(CannedServer.KEY)), deadlines, InstantSource.system());
  }

  private RunpodClient client(Deadlines deadlines) {
    return client(new OkHttpClient(), server.url(), deadlines);
  }

  private static RunpodException list(RunpodClient client) {
    return assertThrows(RunpodException.class, client::listPods);
  }

  private static RunpodException create(RunpodClient client) {
    return assertThrows(RunpodException.class, () -> client.createPod(ApiCalls.create()));
  }

  private static RunpodException delete(RunpodClient client) {
    return assertThrows(RunpodException.class, () -> client.deletePod("7h9k2m4n6p"));
  }

  @Test
  void createsOverARealConnection() throws Exception {
    server.then("HTTP/1.1 201 Created\r\nContent-Type: application/json; charset=utf-8", POD);
    assertEquals("pod_abc123", client(PATIENT).createPod(ApiCalls.create()).id());
    String head = server.heads().remove();
    assertTrue(head.startsWith("POST /v2/pods HTTP/1.1\r\n"), head);
    assertTrue(head.contains("\r\nAuthorization: Bearer " + CannedServer.KEY + "\r\n"), head);
  }

  @Test
  void nobodyListensMeansNothingWasSent() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    HttpUrl url = HttpUrl.get("http://127.0.0.1:" + free);
    RunpodException failure = create(client(new OkHttpClient(), url, PATIENT));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertFalse(failure.mayHaveTakenEffect());
    assertTrue(String.valueOf(failure.getMessage()).contains("nothing was sent"), failure.getMessage());
  }

  @Test
  void noConnectionInTimeMeansNothingWasSent() {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .socketFactory(
                new FailingSockets(() -> new SocketTimeoutException("connect timed out")))
            .build();
    assertEquals(Kind.UNAVAILABLE, create(client(http, server.url(), PATIENT)).kind());
  }

  @Test
  void unknownHostMeansNothingWasSent() {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .dns(
                name -> {
                  throw new UnknownHostException(name);
                })
            .build();
    HttpUrl url = HttpUrl.get("https://api.example");
    assertEquals(Kind.UNAVAILABLE, create(client(http, url, PATIENT)).kind());
  }

  /** As the network fails, but nobody can tell whether before or after the request was sent. */
  @Test
  void failureInPlaceOfTheNetworkCountsAsAfterSending() {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  throw new SocketException("Connection reset");
                })
            .build();
    assertEquals(Kind.OUTCOME_UNKNOWN, create(client(http, server.url(), PATIENT)).kind());
  }

  @Test
  void noAnswerInTimeLeavesAChangeUnknown() {
    server.hang();
    assertEquals(Kind.OUTCOME_UNKNOWN, create(client(HASTY)).kind());
    assertEquals(Kind.OUTCOME_UNKNOWN, delete(client(HASTY)).kind());
    assertEquals(Kind.UNAVAILABLE, list(client(HASTY)).kind());
  }

  @Test
  void lostAnswerLeavesAChangeUnknownAndIsNotAskedForAgain() {
    server.then(out -> {});
    assertEquals(Kind.OUTCOME_UNKNOWN, create(client(PATIENT)).kind());
    assertEquals(1, server.requests());
    assertEquals(Kind.OUTCOME_UNKNOWN, delete(client(PATIENT)).kind());
    assertEquals(2, server.requests());
  }

  @Test
  void changeDoesNotUseAConnectionThatMayBeDead() throws Exception {
    server
        .keep(OK, "{\"pods\":[]}")
        .then("HTTP/1.1 201 Created\r\nContent-Type: application/json", POD);
    RunpodClient client = client(PATIENT);
    assertEquals(List.of(), client.listPods());
    assertEquals("pod_abc123", client.createPod(ApiCalls.create()).id());
  }

  @Test
  void answerThatIsCutShortLeavesAChangeUnknown() {
    server.then(out -> out.write(utf8(OK + "\r\nContent-Length: 5000\r\n\r\n{\"pods\":[")));
    assertEquals(Kind.OUTCOME_UNKNOWN, create(client(PATIENT)).kind());
    assertEquals(Kind.UNAVAILABLE, list(client(PATIENT)).kind());
  }

  @Test
  void garbageInPlaceOfHttpLeavesAChangeUnknown() {
    server.then(out -> out.write(utf8("SSH-2.0-OpenSSH\u0007_9.9\r\n\r\n")));
    RunpodException failure = create(client(PATIENT));
    assertEquals(Kind.OUTCOME_UNKNOWN, failure.kind());
    assertFalse(String.valueOf(failure.getMessage()).contains("\u0007"));
  }

  /** OkHttp would ask again at once after some of these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "503 Service Unavailable\r\nRetry-After: 0",
        "503 Service Unavailable\r\nRetry-After: 00",
        "503 Service Unavailable\r\nRetry-After: 99999999999",
        "408 Request Timeout",
        "307 Temporary Redirect\r\nLocation: /v2/pods/other",
        "301 Moved Permanently\r\nLocation: /v2/pods/other",
      })
  void nothingIsAskedTwice(String status) {
    server.then("HTTP/1.1 " + status, "");
    assertEquals(Kind.OUTCOME_UNKNOWN, create(client(PATIENT)).kind());
    assertEquals(1, server.requests());
    assertEquals(Kind.OUTCOME_UNKNOWN, delete(client(PATIENT)).kind());
    assertEquals(2, server.requests());
    list(client(PATIENT));
    assertEquals(3, server.requests());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answerWithoutEndIsCutOff(boolean packed) {
    AtomicLong written = new AtomicLong();
    server.then(
        out -> {
          String coding = packed ? "\r\nContent-Encoding: gzip" : "";
          out.write(utf8(OK + coding + "\r\nConnection: close\r\n\r\n"));
          try (OutputStream body = packed ? new GZIPOutputStream(out) : out) {
            body.write(utf8("{\"pods\":["));
            byte[] pod = utf8(POD + ",");
            while (written.get() < 200L << 20) {
              body.write(pod);
              written.addAndGet(pod.length);
            }
          }
        });
    RunpodException failure = list(client(PATIENT));
    assertEquals(Kind.MALFORMED, failure.kind());
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("more than " + Transport.MOST_BYTES), message);
  }

  @Test
  void listOfTenThousandPodsIsRead() throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(utf8("{\"pods\":["));
    for (int i = 0; i < 10_000; i++) {
      body.writeBytes(utf8((i == 0 ? "" : ",") + POD));
    }
    body.writeBytes(utf8("]}"));
    server.then(OK, body.toByteArray());
    assertEquals(10_000, client(PATIENT).listPods().size());
  }

  @Test
  void interruptEndsTheCall() throws Exception {
    server.hang();
    CompletableFuture<Class<?>> ended = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    client(PATIENT).createPod(ApiCalls.create());
                  } catch (InterruptedException | RunpodException e) {
                    ended.complete(e.getClass());
                  }
                });
    server.awaitRequest();
    caller.interrupt();
    assertEquals(InterruptedException.class, ended.get(1, TimeUnit.MINUTES));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
