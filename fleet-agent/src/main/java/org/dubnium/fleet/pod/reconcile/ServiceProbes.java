package org.dubnium.fleet.pod.reconcile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.ProbeTarget;

/**
 * Asks services over the network, some at a time: a GET is answered by a status from 200 to 299, a port
 * by a connection. Redirects are not followed, and of an answer the status alone is read.
 */
public final class ServiceProbes implements ProbeClient, AutoCloseable {

  private static final int MOST_AT_ONCE = 16;

  private final Duration each;
  private final Duration all;
  private final OkHttpClient http;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          MOST_AT_ONCE, Thread.ofVirtual().name("probe-", 0).factory());

  /** Waits 5 s for a service, and 20 s for all of them. */
  public ServiceProbes() {
    this(Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  /**
   * One with other deadlines.
   *
   * @param each of one service
   * @param all of those that are asked together; one that was not reached by then does not answer
   */
  ServiceProbes(Duration each, Duration all) {
    this.each = each;
    this.all = all;
    http =
        new OkHttpClient.Builder()
            .callTimeout(each)
            .connectTimeout(each)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            // What is not read of an answer would have to be, for the connection to be used again.
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
  }

  @Override
  public Set<PodName> answering(Map<PodName, ProbeTarget> targets) throws InterruptedException {
    List<Callable<Optional<PodName>>> questions = new ArrayList<>();
    targets.forEach(
        (name, target) ->
            questions.add(() -> answers(target) ? Optional.of(name) : Optional.empty()));
    Set<PodName> answering = new HashSet<>();
    for (Future<Optional<PodName>> asked :
        threads.invokeAll(questions, all.toMillis(), TimeUnit.MILLISECONDS)) {
      if (!asked.isCancelled()) {
        result(asked).ifPresent(answering::add);
      }
    }
    return answering;
  }

  private static <T> T result(Future<T> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException defect) {
      throw new IllegalStateException("a defect in asking a service", defect.getCause());
    }
  }

  private boolean answers(ProbeTarget target) {
    Optional<URI> url = target.url();
    return url.isPresent() ? hasPage(url.get()) : isOpen(target);
  }

  private boolean hasPage(URI url) {
    Request request =
        new Request.Builder().url(url.toString()).header("User-Agent", "Dubnium").build();
    try (Response response = http.newCall(request).execute()) {
      return response.isSuccessful();
    } catch (IOException silent) {
      return false;
    }
  }

  private boolean isOpen(ProbeTarget target) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(target.address().host(), target.address().port()),
          Math.toIntExact(each.toMillis()));
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public void close() {
    var _ = threads.shutdownNow();
  }
}
