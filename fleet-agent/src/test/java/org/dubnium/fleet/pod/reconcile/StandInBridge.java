package org.dubnium.fleet.pod.reconcile;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.dubnium.testbed.runpod.StandIn;
import org.dubnium.testbed.runpod.StandInAnswer;
import org.dubnium.testbed.runpod.StandInRequest;

/** Joins the client with the stand-in without a network. */
final class StandInBridge implements Interceptor {

  private static final Duration QUESTION = Duration.ofSeconds(30);
  private static final Duration CHANGE = Duration.ofMinutes(2);
  private static final Duration CALL = Duration.ofMillis(200);

  private final VirtualTime time;
  private final StandIn standIn;
  private final KillSwitch kill;
  private final Consumer<String> trace;
  private final Set<String> changed = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private Runnable beforeCreate = () -> {};
  private boolean away;

  StandInBridge(VirtualTime time, StandIn standIn, KillSwitch kill, Consumer<String> trace) {
    this.time = time;
    this.standIn = standIn;
    this.kill = kill;
    this.trace = trace;
  }

  /** Whether no connection can be made. */
  void away(boolean is) {
    away = is;
  }

  /** Is run before a pod is asked for. */
  void beforeCreate(Runnable check) {
    beforeCreate = check;
  }

  /** Identifiers of the pods that were asked to do something, or to end. */
  Set<String> changed() {
    return changed;
  }

  /** Identifiers of the pods that were asked to end. */
  Set<String> ended() {
    return ended;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    kill.point();
    time.pass(CALL);
    if (away) {
      throw new ConnectException("Connection refused");
    }
    noteChange(request);
    StandInAnswer answer = standIn.handle(translated(request));
    trace.accept("    " + request.method() + " " + request.url().encodedPath() + " " + brief(answer));
    kill.point();
    return switch (answer) {
      case StandInAnswer.Response response -> response(request, response);
      case StandInAnswer.NoResponse none -> throw failure(request, none.reason());
    };
  }

  private IOException failure(Request request, StandInAnswer.NoResponse.Reason reason) {
    return switch (reason) {
      case BROKEN -> new IOException("unexpected end of stream");
      case SILENT -> {
        time.pass(request.method().equals("GET") ? QUESTION : CHANGE);
        yield new SocketTimeoutException("timeout");
      }
    };
  }

  private void noteChange(Request request) {
    if (request.method().equals("POST") && request.url().pathSize() == 2) {
      beforeCreate.run();
    }
    if (!request.method().equals("GET") && request.url().pathSize() > 2) {
      String id = request.url().pathSegments().get(2);
      changed.add(id);
      if (request.method().equals("DELETE")) {
        ended.add(id);
      }
    }
  }

  private static StandInRequest translated(Request request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
    String query = request.url().encodedQuery();
    Buffer body = new Buffer();
    if (request.body() != null) {
      request.body().writeTo(body);
    }
    return new StandInRequest(
        request.method(),
        request.url().encodedPath() + (query == null ? "" : "?" + query),
        headers,
        body.readUtf8());
  }

  private static Response response(Request request, StandInAnswer.Response answer) {
    String type = answer.headers().get("Content-Type");
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(answer.status())
        .message("")
        .headers(Headers.of(answer.headers()))
        .body(ResponseBody.create(answer.body(), type == null ? null : MediaType.parse(type)))
        .build();
  }

  private static String brief(StandInAnswer answer) {
    return switch (answer) {
      case StandInAnswer.NoResponse none -> none.reason().toString();
      case StandInAnswer.Response response ->
          response.status()
              + " "
              + response.body().substring(0, Math.min(100, response.body().length()));
    };
  }
}
