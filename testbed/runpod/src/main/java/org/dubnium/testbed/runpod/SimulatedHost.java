package org.dubnium.testbed.runpod;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs nothing, and gives each port a public one at each start. A public port that was given back
 * is the next to be given away: who keeps the address of a stopped pod soon talks to another one.
 */
final class SimulatedHost implements PodHost {

  private static final String IP = "198.51.100.7";
  private static final int FIRST_PORT = 30_000;

  private final Map<String, Map<Integer, PublicPort>> ports = new HashMap<>();
  private final Deque<Integer> returned = new ArrayDeque<>();
  private int next = FIRST_PORT;

  @Override
  public void start(PodLaunch launch) {
    stop(launch.id());
    Map<Integer, PublicPort> given = HashMap.newHashMap(launch.ports().size());
    for (String port : launch.ports()) {
      Integer old = returned.pollLast();
      given.put(
          ContainerSettings.privatePort(port), new PublicPort(IP, old == null ? next++ : old));
    }
    ports.put(launch.id(), given);
  }

  @Override
  public void stop(String podId) {
    Map<Integer, PublicPort> given = ports.remove(podId);
    if (given != null) {
      given.values().stream().map(PublicPort::port).sorted().forEach(returned::addLast);
    }
  }

  @Override
  public void terminate(String podId) {
    stop(podId);
  }

  @Override
  public Optional<PublicPort> publicPort(String podId, int privatePort) {
    return Optional.ofNullable(ports.getOrDefault(podId, Map.of()).get(privatePort));
  }
}
