package org.dubnium.fleet.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.dubnium.fleet.domain.RetryAfter;

/**
 * Posts JSON and judges the answer. Redirects are not followed, nothing is sent twice within an
 * attempt, and of the answer no more is read than can be shown.
 */
public final class HttpSender {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST_ANSWER = 4_096;

  private final OkHttpClient client;
  private final InstantSource clock;

  /**
   * Makes one for all channels to share.
   *
   * @param deadline of one attempt, from looking up the name to the end of the answer
   */
  public HttpSender(Duration deadline, InstantSource clock) {
    this.clock = clock;
    this.client =
        new OkHttpClient.Builder()
            .callTimeout(deadline)
            .connectTimeout(deadline)
            .readTimeout(deadline)
            .writeTimeout(deadline)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            // Notices are rare: a kept connection would be a dead one.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
  }

  InstantSource clock() {
    return clock;
  }

  /** A body exactly as it will be sent. */
  static byte[] bytes(ObjectNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a tree as JSON", e);
    }
  }

  /** Posts once; anything but 2xx is a failure. */
  DeliveryResult post(HttpUrl url, Map<String, String> headers, byte[] body) {
    Request request =
        new Request.Builder()
            .url(url)
            .headers(Headers.of(headers))
            .header("User-Agent", "Dubnium")
            .post(RequestBody.create(body, JSON))
            .build();
    try (Response response = client.newCall(request).execute()) {
      return judge(response);
    } catch (IOException e) {
      return new DeliveryResult.TemporaryFailure("no answer from " + url.host() + ": " + e.getMessage());
    }
  }

  private DeliveryResult judge(Response response) throws IOException {
    int code = response.code();
    if (response.isSuccessful()) {
      return new DeliveryResult.Delivered(Integer.toString(code));
    }
    if (response.isRedirect()) {
      return new DeliveryResult.PermanentFailure(code + ": redirects are not followed, configure the new address");
    }
    String reason = code + ": " + response.peekBody(LONGEST_ANSWER).string();
    return isPassing(code)
        ? new DeliveryResult.TemporaryFailure(
            reason,
            RetryAfter.parse(response.header("Retry-After"), clock.instant()))
        : new DeliveryResult.PermanentFailure(reason);
  }

  /** Request time-out, too early, too many requests, and failures of the server. */
  private static boolean isPassing(int code) {
    return code == 408 || code == 425 || code == 429 || code >= 500;
  }
}
