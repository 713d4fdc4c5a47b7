package org.dubnium.fleet.runpod;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.dubnium.fleet.domain.Secret;

/** Answers in place of the network what it was given, in turn, and keeps what was asked. */
final class CannedServer implements Interceptor {

  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final String KEY = "rpa_S3CRETKEY0123456789";

  private record Answer(int code, String type, String body, List<String> headers) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();

  /** Answers so in turn; like the last one from then on. */
  CannedServer then(int code, String type, String body, String... headers) {
    answers.add(new Answer(code, type, body, List.of(headers)));
    return this;
  }

  CannedServer json(int code, String body, String... headers) {
    return then(code, code < 400 ? "application/json" : "application/problem+json", body, headers);
  }

  RunpodClient client() {
    return client(new Secret(KEY), InstantSource.fixed(NOW));
  }

  RunpodClient client(Secret key, InstantSource clock) {
    return new RunpodClient(
        new OkHttpClient.Builder().addInterceptor(this).build(),
        HttpUrl.get("https://api.example"),
        () -> Optional.of(key),
        Deadlines.DEFAULT,
        clock);
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public Response intercept(Chain chain) {
    requests.add(chain.request());
    Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    Response.Builder response =
        new Response.Builder()
            .request(chain.request())
            .protocol(Protocol.HTTP_1_1)
            .code(answer.code())
            .message("")
            .header("Content-Type", answer.type())
            .body(ResponseBody.create(answer.body(), MediaType.get(answer.type())));
    for (int i = 0; i < answer.headers().size(); i += 2) {
      response.addHeader(answer.headers().get(i), answer.headers().get(i + 1));
    }
    return response.build();
  }
}
