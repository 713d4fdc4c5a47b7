package org.dubnium.testbed.runpod.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.dubnium.testbed.runpod.PodLaunch;
import org.dubnium.testbed.runpod.PublicPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a command make and remove what runs behind pods: {@code COMMAND start|stop|terminate}, with
 * the pod as JSON on its standard input. After {@code start} it prints {@code
 * {"ports":[{"private":8000,"ip":"10.0.0.2","public":8000}]}}; where it fails, the pod goes to
 * ERROR. The commands of one pod run one after the other.
 */
final class CommandHost implements ServerHost {

  private static final Logger log = LoggerFactory.getLogger(CommandHost.class);

  private final HookCommand command;
  private final Consumer<String> failed;
  private final ObjectMapper mapper = new ObjectMapper();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
  private final Map<String, Map<Integer, PublicPort>> ports = new ConcurrentHashMap<>();
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  /**
   * Runs a command.
   *
   * @param failed is told the pod whose start failed
   */
  CommandHost(HookCommand command, Consumer<String> failed) {
    this.command = command;
    this.failed = failed;
  }

  @Override
  public void start(PodLaunch launch) {
    made.add(launch.id());
    ports.remove(launch.id());
    enqueue(launch.id(), () -> startNow(launch));
  }

  @Override
  public void stop(String podId) {
    ports.remove(podId);
    if (made.contains(podId)) {
      enqueue(podId, () -> end("stop", podId));
    }
  }

  @Override
  public void terminate(String podId) {
    ports.remove(podId);
    if (made.remove(podId)) {
      enqueue(podId, () -> end("terminate", podId));
    }
  }

  @Override
  public Optional<PublicPort> publicPort(String podId, int privatePort) {
    return Optional.ofNullable(ports.getOrDefault(podId, Map.of()).get(privatePort));
  }

  /** Has everything removed that was made, and waits for it. */
  @Override
  public void close() {
    made.forEach(this::terminate);
    CompletableFuture<Void> all =
        CompletableFuture.allOf(last.values().toArray(CompletableFuture[]::new));
    try {
      var _ = all.get(HookCommand.DEADLINE.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException unfinished) {
      log.error("cannot end what {} made: look for it", command.program(), unfinished);
    }
    executor.shutdownNow();
  }

  private void enqueue(String podId, Runnable task) {
    last.compute(
        podId,
        (_, before) ->
            before == null
                ? CompletableFuture.runAsync(task, executor)
                : before.thenRunAsync(task, executor));
  }

  private void startNow(PodLaunch launch) {
    try {
      JsonNode answer = mapper.readTree(command.run("start", mapper.writeValueAsString(launch)));
      Map<Integer, PublicPort> told = new HashMap<>();
      for (JsonNode port : answer.path("ports")) {
        told.put(
            port.path("private").asInt(),
            new PublicPort(port.path("ip").asText(), port.path("public").asInt()));
      }
      ports.put(launch.id(), told);
    } catch (IOException failure) {
      log.error("cannot start pod {}", launch.id(), failure);
      failed.accept(launch.id());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void end(String event, String podId) {
    try {
      var _ = command.run(event, mapper.createObjectNode().put("id", podId).toString());
    } catch (IOException failure) {
      log.error("cannot {} pod {}", event, podId, failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
