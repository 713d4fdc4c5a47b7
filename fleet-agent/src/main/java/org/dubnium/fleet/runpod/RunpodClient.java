package org.dubnium.fleet.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.fleet.domain.Secret;
import org.dubnium.fleet.runpod.RunpodException.Kind;

/**
 * RunPod's REST API v2 over HTTP. A call is sent once, and none while a limit of requests is known to be used
 * up; redirects are not followed.
 */
public final class RunpodClient implements RunpodApi {

  private static final int LONGEST_NAME = 100;

  private final HttpUrl base;
  private final Deadlines deadlines;
  private final Transport transport;

  /**
   * Makes one; it asks nothing before it is asked.
   *
   * @param base such as {@code https://api.runpod.io}; whoever configures it sees to it that nobody on
   *     the way reads the key
   * @param key is asked for at each call, so that a new one is used at once; empty where none was given
   */
  public RunpodClient(
      HttpUrl base, Supplier<Optional<Secret>> key, Deadlines deadlines, InstantSource clock) {
    this(new OkHttpClient(), base, key, deadlines, clock);
  }

  /**
   * The same, on top of a client: its interceptors are kept, its time-outs and rules of repetition are not.
   */
  public RunpodClient(
      OkHttpClient http,
      HttpUrl base,
      Supplier<Optional<Secret>> key,
      Deadlines deadlines,
      InstantSource clock) {
    this.base = base;
    this.deadlines = deadlines;
    this.transport = new Transport(http, key, deadlines, clock);
  }

  @Override
  public List<Pod> listPods() throws RunpodException, InterruptedException {
    HttpUrl url =
        path("v2", "pods").newBuilder().addQueryParameter("includeClusterPods", "true").build();
    return list(ApiCall.question("list the pods", url), "pods", PodReader::pod);
  }

  @Override
  public Pod getPod(String id) throws RunpodException, InterruptedException {
    String purpose = "read pod '" + shown(id) + "'";
    return object(
        ApiCall.question(purpose, path("v2", "pods", checked(purpose, id))), PodReader::pod);
  }

  @Override
  public Pod createPod(CreatePod request) throws RunpodException, InterruptedException {
    return object(
        ApiCall.change(
            "create pod '" + shown(request.name()) + "'",
            "POST",
            path("v2", "pods"),
            Optional.of(CreatePodJson.of(request)),
            request.environment().values()),
        PodReader::pod);
  }

  @Override
  public Pod podAction(String id, PodAction action) throws RunpodException, InterruptedException {
    if (action == PodAction.TERMINATE || action == PodAction.UNKNOWN) {
      throw new IllegalArgumentException("cannot have a pod do that: start, stop or restart");
    }
    String word = action.name().toLowerCase(Locale.ROOT);
    String purpose = word + " pod '" + shown(id) + "'";
    JsonNode body = JsonNodeFactory.instance.objectNode().put("action", word);
    return object(
        ApiCall.change(
            purpose,
            "POST",
            path("v2", "pods", checked(purpose, id), "action"),
            Optional.of(body),
            List.of()),
        PodReader::pod);
  }

  @Override
  public void deletePod(String id) throws RunpodException, InterruptedException {
    String purpose = "terminate pod '" + shown(id) + "'";
    transport.order(
        ApiCall.change(
            purpose,
            "DELETE",
            path("v2", "pods", checked(purpose, id)),
            Optional.empty(),
            List.of()));
  }

  @Override
  public PodLog podLog(String id, LogQuery query) throws RunpodException, InterruptedException {
    String purpose = "read the log of pod '" + shown(id) + "'";
    HttpUrl url = path("v2", "pods", checked(purpose, id), "logs");
    return new PodLogStream(
        transport, wanted -> LogCall.of(purpose, url, wanted), deadlines, query);
  }

  @Override
  public List<GpuType> listGpuTypes(int gpuCount, Cloud cloud)
      throws RunpodException, InterruptedException {
    if (gpuCount < 1 || cloud == Cloud.UNKNOWN) {
      throw new IllegalArgumentException("cannot ask for no GPU, or for no known cloud");
    }
    HttpUrl url =
        path("v2", "catalog", "gpus")
            .newBuilder()
            .addQueryParameter("include", "AVAILABILITY")
            .addQueryParameter("product", "POD")
            .addQueryParameter("count", Integer.toString(gpuCount))
            .addQueryParameter("cloud", cloud.name())
            .build();
    return list(ApiCall.question("list the GPU types", url), "gpus", CatalogReader::gpuType);
  }

  @Override
  public List<DataCenter> listDataCenters() throws RunpodException, InterruptedException {
    HttpUrl url =
        path("v2", "catalog", "datacenters")
            .newBuilder()
            .addQueryParameter("include", "GPU_AVAILABILITY")
            .build();
    return list(
        ApiCall.question("list the data centres", url), "dataCenters", CatalogReader::dataCenter);
  }

  @Override
  public Template getTemplate(String id) throws RunpodException, InterruptedException {
    String purpose = "read template '" + shown(id) + "'";
    return object(
        ApiCall.question(purpose, path("v2", "templates", checked(purpose, id))),
        CatalogReader::template);
  }

  @Override
  public List<NetworkVolume> listNetworkVolumes() throws RunpodException, InterruptedException {
    return list(
        ApiCall.question("list the network volumes", path("v2", "network-volumes")),
        "networkVolumes",
        CatalogReader::networkVolume);
  }

  @Override
  public PodBilling podBilling(BillingQuery query) throws RunpodException, InterruptedException {
    HttpUrl.Builder url =
        path("v2", "billing", "pods")
            .newBuilder()
            .addQueryParameter("bucketSize", query.bucket().name().toLowerCase(Locale.ROOT));
    query.start().ifPresent(start -> url.addQueryParameter("startTime", start.toString()));
    query.end().ifPresent(end -> url.addQueryParameter("endTime", end.toString()));
    query.lastN().ifPresent(n -> url.addQueryParameter("lastN", Integer.toString(n)));
    query.podId().ifPresent(id -> url.addQueryParameter("podId", id));
    return transport.ask(
        ApiCall.question("read what the pods have cost", url.build()),
        body ->
            BillingReader.billing(JsonAnswer.listing(body, "records", BillingReader::entry)));
  }

  @Override
  public RateLimits rateLimits() {
    return transport.limits();
  }

  private <T> List<T> list(ApiCall call, String name, Fields.Reader<T> reader)
      throws RunpodException, InterruptedException {
    return transport.ask(call, body -> JsonAnswer.listing(body, name, reader).elements());
  }

  private <T> T object(ApiCall call, Fields.Reader<T> reader)
      throws RunpodException, InterruptedException {
    return transport.ask(call, body -> reader.read(JsonAnswer.object(body)));
  }

  private HttpUrl path(String... segments) {
    HttpUrl.Builder url = base.newBuilder();
    for (String segment : segments) {
      url.addPathSegment(segment);
    }
    return url.build();
  }

  /** An id that makes a path of no other thing. */
  private static String checked(String purpose, String id) throws RunpodException {
    if (!Fields.isId(id)) {
      throw new RunpodException(
          Kind.INVALID,
          "cannot %s: that is no id (it has letters, digits, '.', '_' and '-')".formatted(purpose));
    }
    return id;
  }

  private static String shown(String name) {
    return PlainText.line(name, LONGEST_NAME);
  }
}
