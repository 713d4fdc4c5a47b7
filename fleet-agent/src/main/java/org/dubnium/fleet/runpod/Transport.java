package org.dubnium.fleet.runpod;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.common.io.BoundedInput;
import org.dubnium.fleet.domain.RetryAfter;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;

/** Sends calls, each once, and judges what comes of them. */
final class Transport {

  /** Of an answer, unpacked: 10,000 pods with everything have about 30 MB. */
  static final long MOST_BYTES = 48L << 20;

  /** What a header can carry and a key of RunPod's can have. */
  private static final Pattern KEY = Pattern.compile("[!-~]{1,512}");

  private static final int LONGEST_TYPE = 60;

  /** Reads an answer that is a success. */
  @FunctionalInterface
  interface AnswerReader<T> {
    T read(InputStream body) throws AnswerException, IOException;
  }

  /** An answer that is a success, to be read and closed. */
  record Open(Call call, Response response, Secret key) {}

  private final Supplier<Optional<Secret>> key;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final KnownLimits limits = new KnownLimits();
  private final OkHttpClient questions;
  private final OkHttpClient changes;
  private final OkHttpClient streams;

  Transport(
      OkHttpClient http, Supplier<Optional<Secret>> key, Deadlines deadlines, InstantSource clock) {
    this.key = key;
    this.deadlines = deadlines;
    this.clock = clock;
    this.questions =
        http.newBuilder()
            .callTimeout(deadlines.question())
            .connectTimeout(deadlines.connect())
            .readTimeout(deadlines.question())
            .writeTimeout(deadlines.question())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .eventListenerFactory(Transport::progress)
            .addNetworkInterceptor(withoutOrderToRepeat())
            .build();
    this.changes =
        questions
            .newBuilder()
            .callTimeout(deadlines.change())
            .readTimeout(deadlines.change())
            .writeTimeout(deadlines.change())
            // On a kept connection that is dead nobody knows whether a request was read.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
    this.streams = questions.newBuilder().callTimeout(Duration.ZERO).build();
  }

  private static EventListener progress(Call call) {
    CallProgress progress = call.request().tag(CallProgress.class);
    return progress == null ? EventListener.NONE : progress;
  }

  /**
   * OkHttp repeats a request by itself, whatever it is told, where 503 comes with a Retry-After of 0,
   * and fails on one that is no int.
   */
  private Interceptor withoutOrderToRepeat() {
    return chain -> {
      Response response = chain.proceed(chain.request());
      Optional<Duration> wait =
          RetryAfter.parse(response.header("Retry-After"), clock.instant());
      return response.code() != 503 || wait.filter(Duration::isPositive).isPresent()
          ? response
          : response.newBuilder().removeHeader("Retry-After").build();
    };
  }

  RateLimits limits() {
    return limits.last();
  }

  /** Asks, and reads the JSON of the answer. */
  <T> T ask(ApiCall call, AnswerReader<T> reader) throws RunpodException, InterruptedException {
    Secret secret = key(call);
    CallProgress progress = new CallProgress();
    OkHttpClient client = call.changes() ? changes : questions;
    try (Response response = execute(call, client, secret, progress).response()) {
      return reader.read(new BoundedInput(content(response, "application/json"), MOST_BYTES));
    } catch (AnswerException e) {
      throw FailedCall.answer(call, e);
    } catch (IOException e) {
      throw failed(call, secret, progress, e);
    }
  }

  /** Has something done, the answer to which has no content. */
  void order(ApiCall call) throws RunpodException, InterruptedException {
    Secret secret = key(call);
    CallProgress progress = new CallProgress();
    try {
      execute(call, changes, secret, progress).response().close();
    } catch (IOException e) {
      throw failed(call, secret, progress, e);
    }
  }

  /** Opens a stream of events. */
  Open stream(ApiCall call) throws RunpodException, InterruptedException {
    Secret secret = key(call);
    CallProgress progress = new CallProgress();
    try {
      Open open = execute(call, streams, secret, progress);
      try {
        var _ = content(open.response(), "text/event-stream");
        return open;
      } catch (AnswerException e) {
        open.response().close();
        throw FailedCall.answer(call, e);
      }
    } catch (IOException e) {
      throw failed(call, secret, progress, e);
    }
  }

  private Open execute(ApiCall call, OkHttpClient client, Secret secret, CallProgress progress)
      throws RunpodException, IOException {
    limits.requireRoom(call, secret, clock.instant());
    Call http = client.newCall(call.request(secret, progress));
    Response response = http.execute();
    Instant now = clock.instant();
    RateLimits told = RateLimitHeaders.read(response.headers(), now);
    limits.note(secret, told);
    if (!call.isSuccess(response.code())) {
      try (response) {
        throw ErrorAnswer.of(call, secret, response, told, now);
      }
    }
    return new Open(http, response, secret);
  }

  private Secret key(ApiCall call) throws RunpodException {
    Secret secret =
        key.get()
            .orElseThrow(
                () ->
                    new RunpodException(
                        Kind.UNAUTHORIZED,
                        "cannot %s without an API key of RunPod's (give this service its credential, and restart it)"
                            .formatted(call.purpose())));
    if (!KEY.matcher(secret.reveal()).matches()) {
      throw new RunpodException(
          Kind.UNAUTHORIZED,
          "cannot %s: the API key has characters that no key has, or too many (write it anew, on one line)"
              .formatted(call.purpose()));
    }
    return secret;
  }

  /** The body, if it is what was asked for. OkHttp has unpacked gzip, and then the header is gone. */
  private static InputStream content(Response response, String wanted) throws AnswerException {
    String coding = response.header("Content-Encoding", "identity");
    if (!"identity".equalsIgnoreCase(coding)) {
      throw new AnswerException("it is packed with something other than gzip");
    }
    String type = String.valueOf(response.header("Content-Type", wanted));
    if (!type.toLowerCase(Locale.ROOT).startsWith(wanted)) {
      throw new AnswerException(
          "it is '" + PlainText.line(type, LONGEST_TYPE) + "', not " + wanted);
    }
    return response.body().byteStream();
  }

  /** The failure of a call; an interrupt shows as one of several exceptions of I/O. */
  RunpodException failed(ApiCall call, Secret secret, CallProgress progress, IOException failure)
      throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the call was ended");
    }
    return FailedCall.connection(call, secret, progress, deadlines, failure);
  }
}
