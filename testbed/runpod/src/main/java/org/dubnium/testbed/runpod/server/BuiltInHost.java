package org.dubnium.testbed.runpod.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.dubnium.testbed.runpod.PodLaunch;
import org.dubnium.testbed.runpod.PublicPort;

/** Runs no machines: a small HTTP server of this process answers behind each port of a pod. */
final class BuiltInHost implements ServerHost {

  private static final String IP = "127.0.0.1";

  private final Function<String, ServiceState> states;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Map<Integer, PodService>> pods = new ConcurrentHashMap<>();

  /**
   * Asks how a service is each time that it is called.
   *
   * @param states by the identifier of a pod
   */
  BuiltInHost(Function<String, ServiceState> states) {
    this.states = states;
  }

  @Override
  public void start(PodLaunch launch) {
    stop(launch.id());
    Map<Integer, PodService> services = new HashMap<>();
    try {
      for (String port : launch.ports()) {
        services.put(
            Integer.parseInt(port, 0, port.indexOf('/'), 10),
            new PodService(launch, () -> states.apply(launch.id()), executor));
      }
    } catch (IOException noPort) {
      services.values().forEach(PodService::close);
      throw new UncheckedIOException("cannot listen for pod " + launch.id(), noPort);
    }
    pods.put(launch.id(), services);
  }

  @Override
  public void stop(String podId) {
    Map<Integer, PodService> services = pods.remove(podId);
    if (services != null) {
      services.values().forEach(PodService::close);
    }
  }

  @Override
  public void terminate(String podId) {
    stop(podId);
  }

  @Override
  public Optional<PublicPort> publicPort(String podId, int privatePort) {
    return Optional.ofNullable(pods.getOrDefault(podId, Map.of()).get(privatePort))
        .map(service -> new PublicPort(IP, service.port()));
  }

  @Override
  public void close() {
    pods.keySet().forEach(this::stop);
    executor.shutdownNow();
  }
}
