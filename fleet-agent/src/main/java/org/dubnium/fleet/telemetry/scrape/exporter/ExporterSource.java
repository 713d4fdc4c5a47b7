package org.dubnium.fleet.telemetry.scrape.exporter;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.Trouble;
import org.dubnium.fleet.telemetry.scrape.Source;
import org.dubnium.fleet.telemetry.scrape.SourceException;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionException;
import org.dubnium.fleet.telemetry.scrape.exposition.ExpositionParser;
import org.dubnium.fleet.telemetry.scrape.exposition.Format;

/**
 * An exporter's HTTP endpoint. The parser's limits bound what comes out of a compressed answer, too,
 * and {@link Samples} what is kept of it. Asked by one thread at a time.
 */
public final class ExporterSource implements Source {

  private static final int OK = 200;
  private static final String USUAL_PATH = "/metrics";

  /** The text format first: it is what all of them speak. */
  private static final String ACCEPTED =
      "text/plain;version=0.0.4;q=1, application/openmetrics-text;version=1.0.0;q=0.8, */*;q=0.1";

  private final OkHttpClient client;
  private final ExpositionParser parser;
  private final InstantSource clock;
  private final NodeId node;
  private final HttpUrl url;
  private final Optional<String> token;
  private volatile KnownGpus gpus = KnownGpus.NONE;

  /**
   * Makes one.
   *
   * @param client from {@link ExporterClient}
   * @param token sent as a bearer token; empty for an endpoint that asks for none
   */
  public ExporterSource(
      OkHttpClient client,
      ExpositionParser parser,
      InstantSource clock,
      NodeId node,
      HttpUrl url,
      Optional<String> token) {
    this.client = client;
    this.parser = parser;
    this.clock = clock;
    this.node = node;
    this.url = url;
    this.token = token;
  }

  @Override
  public NodeId node() {
    return node;
  }

  @Override
  public String name() {
    return url.newBuilder().username("").password("").build().toString();
  }

  /**
   * {@code 127.0.0.1:8000}, with the path where that is not the usual one, and the query; of one that is
   * too long, its beginning and a hash.
   */
  private String endpoint() {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    String path = url.encodedPath().equals(USUAL_PATH) ? "" : url.encodedPath();
    String query = url.encodedQuery() == null ? "" : "?" + url.encodedQuery();
    String text = host + ":" + url.port() + path + query;
    if (text.length() <= Subject.LONGEST_NAME) {
      return text;
    }
    String hash = "…" + Integer.toHexString(text.hashCode());
    return text.substring(0, Subject.LONGEST_NAME - hash.length()) + hash;
  }

  @Override
  public NodeReading read() throws SourceException, InterruptedException {
    Samples samples = Mappers.samples(node);
    try (Response response = client.newCall(request()).execute()) {
      if (response.code() != OK) {
        throw new SourceException(cannot("it answered " + response.code() + where(response)));
      }
      refuseOtherCodings(response);
      parser.parse(
          response.body().byteStream(), Format.of(response.header("Content-Type")), samples);
      NodeReading reading = Mappers.map(node, endpoint(), clock.instant(), samples, gpus);
      gpus = gpus.after(reading);
      return told(reading);
    } catch (ExpositionException | MappingException e) {
      throw new SourceException(cannot(e), e);
    } catch (IOException e) {
      // An interrupt shows as one of several exceptions of I/O.
      if (Thread.interrupted()) {
        throw new InterruptedException("the reading was ended");
      }
      if (e instanceof InterruptedIOException) {
        throw new SourceException(cannot("no answer came in time"), e);
      }
      throw new SourceException(cannot(e), e);
    }
  }

  /** The client has unpacked what it asked for, and then the header is gone. */
  private void refuseOtherCodings(Response response) throws SourceException {
    String coding = response.header("Content-Encoding", "identity");
    if (!"identity".equalsIgnoreCase(coding)) {
      throw new SourceException(
          cannot("it is packed with '" + SafeText.line(String.valueOf(coding)) + "', not gzip"));
    }
    String type = String.valueOf(response.header("Content-Type", ""));
    if (type.toLowerCase(Locale.ROOT).startsWith("application/vnd.google.protobuf")) {
      throw new SourceException(cannot("it sends protobuf: have it send the text format"));
    }
  }

  /** With the source named in its troubles: a node may have several. */
  private NodeReading told(NodeReading reading) {
    List<Trouble> troubles =
        reading.troubles().stream()
            .map(one -> new Trouble("cannot read all of " + name() + ": " + one.text(), one.loses()))
            .toList();
    return new NodeReading(
        reading.node(),
        reading.hostname(),
        reading.at(),
        reading.gpus(),
        reading.values(),
        reading.servers(),
        troubles);
  }

  private Request request() {
    Request.Builder request = new Request.Builder().url(url).header("Accept", ACCEPTED);
    token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
    return request.build();
  }

  /** Redirects are not followed: where readings come from is configured here and nowhere else. */
  private static String where(Response response) {
    return response.isRedirect() ? ", a redirect: configure the address that it points to" : "";
  }

  private String cannot(Exception e) {
    if (e instanceof UnknownHostException) {
      return cannot("nobody knows a host of that name");
    }
    String message = e.getMessage();
    return cannot(message == null ? e.getClass().getSimpleName() : message);
  }

  private String cannot(String why) {
    return "cannot read " + name() + ": " + why;
  }

  /** The same endpoint of the same node, asked in the same way. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ExporterSource source
        && source.node.equals(node)
        && source.url.equals(url)
        && source.token.equals(token);
  }

  @Override
  public int hashCode() {
    return 31 * node.hashCode() + url.hashCode();
  }
}
