package org.dubnium.fleet.telemetry.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.telemetry.History;
import org.dubnium.fleet.telemetry.HistoryException;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a Prometheus for the past, and keeps nothing itself. What it scrapes may be dcgm-exporter, or
 * a fleet agent's {@code /metrics}. A host there is the node whose reading has that host name, or
 * whose own name it is.
 */
public final class PrometheusHistory implements History {

  private static final Logger LOG = LoggerFactory.getLogger(PrometheusHistory.class);

  private static final JsonMapper JSON = new JsonMapper();
  private static final int OK = 200;
  private static final int MOST_ERROR = 4096;

  /** Questions at a time: an expensive one must not be asked ten times over. */
  private static final int AT_A_TIME = 4;

  private final PrometheusSettings settings;
  private final Supplier<List<NodeState>> nodes;
  private final OkHttpClient client;
  private final Semaphore turns = new Semaphore(AT_A_TIME);

  /**
   * Makes one; it asks nothing before it is asked.
   *
   * @param nodes of the fleet now
   */
  public PrometheusHistory(PrometheusSettings settings, Supplier<List<NodeState>> nodes) {
    this.settings = settings;
    this.nodes = nodes;
    this.client =
        new OkHttpClient.Builder()
            .callTimeout(settings.deadline())
            .connectTimeout(settings.deadline())
            .readTimeout(settings.deadline())
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /** Does nothing: Prometheus reads for itself. */
  @Override
  public void append(List<SubjectReading> round) {}

  @Override
  public List<Series> query(HistoryQuery query) throws HistoryException {
    Spans spans = Spans.of(query);
    String expression = expression(query, spans);
    if (spans.areNone() || expression.isEmpty()) {
      return List.of();
    }
    boolean taken = false;
    try {
      taken = turns.tryAcquire(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
      if (!taken) {
        throw cannot(new IOException("other questions take too long; try again later"));
      }
      return ask(expression, spans, names(query));
    } catch (InterruptedIOException late) {
      throw cannot(
          new IOException("no answer came within " + settings.deadline().toSeconds() + " s", late));
    } catch (IOException broken) {
      throw cannot(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw cannot(stopping);
    } finally {
      if (taken) {
        turns.release();
      }
    }
  }

  private List<Series> ask(String expression, Spans spans, Map<String, NodeId> names)
      throws IOException {
    Answer answer =
        new Answer(
            spans,
            name ->
                Optional.ofNullable(names.get(name))
                    .or(() -> Optional.of(name).filter(NodeId::isValid).map(NodeId::new)));
    try (Response response = client.newCall(request(expression, spans)).execute()) {
      InputStream body = bounded(response.body().byteStream());
      if (response.code() != OK) {
        throw new IOException("it answered " + response.code() + said(body));
      }
      List<String> warnings = MatrixReader.read(body, answer);
      if (!warnings.isEmpty()) {
        LOG.warn("what {} tells may be incomplete: {}; ignoring", place(), warnings);
      }
    }
    return answer.all();
  }

  private String expression(HistoryQuery query, Spans spans) {
    Set<String> hosts = new LinkedHashSet<>();
    if (query.place().isPresent()) {
      NodeId node = query.place().get();
      hosts.add(node.value());
      names(query).forEach((host, of) -> hosts.add(host));
    }
    return new Expression(
            query.metrics(), hosts, query.place().map(NodeId::value), query.part(), spans.range())
        .text();
  }

  /** Nodes by the names of their hosts; of those that are asked about. */
  private Map<String, NodeId> names(HistoryQuery query) {
    Map<String, NodeId> names = new HashMap<>();
    for (NodeState state : nodes.get()) {
      if (query.place().isEmpty() || query.place().get().equals(state.node())) {
        names.putIfAbsent(state.node().value(), state.node());
        state.last().ifPresent(reading -> names.putIfAbsent(reading.hostname(), state.node()));
      }
    }
    return names;
  }

  private Request request(String expression, Spans spans) {
    Request.Builder request =
        new Request.Builder()
            .url(
                settings.url().newBuilder().addPathSegments("api/v1/query_range").build())
            .post(
                new FormBody.Builder()
                    .add("query", expression)
                    .add("start", spans.from())
                    .add("end", spans.to())
                    .add("step", spans.step())
                    .add("timeout", settings.deadline().toMillis() + "ms")
                    .build());
    settings.token().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request.build();
  }

  private InputStream bounded(InputStream body) {
    return new FilterInputStream(body) {
      private long left = settings.mostBytes();

      @Override
      public int read() throws IOException {
        int value = super.read();
        take(value < 0 ? 0 : 1);
        return value;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        take(Math.max(0, count));
        return count;
      }

      private void take(int count) throws IOException {
        left -= count;
        if (left < 0) {
          throw new IOException(
              "it tells more than "
                  + settings.mostBytes()
                  + " bytes; ask for a shorter time, or for one node");
        }
      }
    };
  }

  /** The server's own words, where it has any. */
  private static String said(InputStream body) throws IOException {
    byte[] start = body.readNBytes(MOST_ERROR);
    String text = new String(start, StandardCharsets.UTF_8);
    try {
      JsonNode error = JSON.readTree(start).path("error");
      text = error.asText(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException plain) {
      LOG.debug("the error of {} is no JSON, ignoring", text, plain);
    }
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), 300));
  }

  private HistoryException cannot(Exception why) {
    String message = why.getMessage();
    return new HistoryException(
        "cannot read the past from "
            + place()
            + ": "
            + (message == null ? why.getClass().getSimpleName() : message),
        why);
  }

  private String place() {
    return settings.url().newBuilder().username("").password("").build().toString();
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
