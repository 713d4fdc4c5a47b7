package org.dubnium.fleet.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dubnium.common.config.Node;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.pod.Budget;
import org.dubnium.fleet.pod.IdlePolicy;
import org.dubnium.fleet.pod.PodContainer;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodDeclaration.Cloud;
import org.dubnium.fleet.pod.PodRole;
import org.dubnium.fleet.pod.PodStorage;
import org.dubnium.fleet.pod.ReadinessProbe;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.Usd;

/** Reads one of {@code pods}. */
final class PodReader {

  private static final int MOST_GPUS = 64;
  private static final int LEAST_HOST_DISK = 10;
  private static final int HOURS_PER_DAY = 24;
  private static final int LARGEST_TOTAL = 1_000_000;
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(30);
  private static final Duration USUAL_GRACE = Duration.ofMinutes(5);

  private static final Map<String, Cloud> CLOUDS =
      Map.of("secure", Cloud.SECURE, "community", Cloud.COMMUNITY);

  private static final Map<String, PodRole> ROLES =
      Stream.of(PodRole.values()).collect(Collectors.toMap(PodRole::word, role -> role));

  private static final Map<String, Budget.Reached> REACHED =
      Map.of("refuse", Budget.Reached.REFUSE, "stop", Budget.Reached.STOP);

  private final String name;
  private final Section section;
  private final Optional<Usd> cap;
  private final Problems problems;
  private final PodLists lists;
  private final PodContainerReader containers;

  /**
   * A reader.
   *
   * @param cap of the fleet per hour; empty if it cannot be read
   * @param secrets takes the names of credentials
   */
  PodReader(
      String name,
      Section section,
      Optional<Usd> cap,
      Problems problems,
      Consumer<Value<String>> secrets) {
    this.name = name;
    this.section = section;
    this.cap = cap;
    this.problems = problems;
    this.lists = new PodLists(section, problems);
    this.containers = new PodContainerReader(section, problems, secrets);
  }

  /** The declaration; what is wrong with it is noted. */
  PodDeclaration read() {
    if (!PodDeclaration.isName(name)) {
      problems.add(
          section.place(),
          "cannot name pods '"
              + name
              + "' (take up to 32 lower-case letters, digits and dashes, a letter first)");
    }
    if (!section.has("count")) {
      problems.add(section.place(), "cannot do without 'count' (write how many pods; 0 for none)");
    }
    PodRole role = section.optionalChoice("role", ROLES).orElse(PodRole.PLAIN);
    PodContainer container = containers.read(role);
    PodDeclaration declaration =
        new PodDeclaration(
            name,
            section
                .optionalNumber("count", 0, PodDeclaration.LARGEST_COUNT)
                .map(Long::intValue)
                .orElse(0),
            gpus(),
            section.optionalNumber("gpuCount", 1, MOST_GPUS).map(Long::intValue).orElse(1),
            clouds(),
            lists.distinct("dataCenters", PodForms::dataCenter),
            container,
            section.optionalSection("volume").flatMap(this::storage),
            section.optionalFlag("globalNetworking").orElse(false),
            role,
            section.optionalSection("readiness").flatMap(probe -> readiness(probe, container)),
            metrics(container),
            section.optionalSection("idle").flatMap(this::idle),
            section.optionalSection("budget").map(this::budget).orElse(Budget.NONE));
    section.finish();
    if (role.joinsCluster()) {
      checkCluster(declaration);
    }
    return declaration;
  }

  private void checkCluster(PodDeclaration declaration) {
    if (!declaration.globalNetworking()) {
      problems.add(
          section.placeOf("role"),
          "cannot join a Slurm cluster whose pods do not reach one another (write"
              + " \"globalNetworking\": true, and data centers that have it)");
    }
    if (declaration.role() == PodRole.HEAD) {
      requireOpenForTcp(declaration.container());
      if (declaration.count() > 1) {
        problems.add(
            section.placeOf("count"), "cannot have a cluster with several heads (write 1, or 0)");
      }
    }
  }

  private void requireOpenForTcp(PodContainer container) {
    if (!container.ports().contains(SlurmHead.PORT + "/tcp")) {
      problems.add(
          section.placeOf("ports"),
          "cannot reach Slurm's controller from here (add \"%d/tcp\" to \"ports\")"
              .formatted(SlurmHead.PORT));
    }
  }

  private List<String> gpus() {
    List<String> gpus = lists.distinct("gpu", PodForms::gpu);
    if (section.elements("gpu").isEmpty()) {
      problems.add(
          section.placeOf("gpu"),
          "cannot rent without a GPU type (name one in \"gpu\", such as [\"NVIDIA RTX A5000\"])");
    }
    return gpus;
  }

  private List<Cloud> clouds() {
    if (!section.has("clouds")) {
      return List.of(Cloud.SECURE);
    }
    List<Cloud> clouds = new ArrayList<>();
    for (Node element : section.elements("clouds")) {
      section
          .asText(element)
          .flatMap(word -> section.choice(word, CLOUDS))
          .ifPresent(
              cloud -> {
                if (clouds.contains(cloud)) {
                  problems.add(element.place(), "cannot name a cloud twice (take one out)");
                }
                clouds.add(cloud);
              });
    }
    if (section.elements("clouds").isEmpty()) {
      problems.add(
          section.placeOf("clouds"), "cannot rent in no cloud (name secure, community or both)");
    }
    return clouds;
  }

  private Optional<PodStorage> storage(Section volume) {
    Optional<String> network =
        volume.optionalText("network", PodForms::identifier).map(Value::value);
    Optional<Long> gigabytes =
        volume.optionalNumber("gigabytes", LEAST_HOST_DISK, PodContainerReader.LARGEST_DISK);
    Optional<String> path = volume.optionalText("path", PodForms::mountPath).map(Value::value);
    if (!volume.has("path")) {
      problems.add(
          volume.place(), "cannot mount a volume nowhere (write \"path\", such as \"/workspace\")");
    }
    if (volume.has("network") == volume.has("gigabytes")) {
      problems.add(
          volume.place(),
          "cannot tell which volume is meant (write either \"network\" with the id of a network"
              + " volume, or \"gigabytes\" for a disk of the host)");
    }
    volume.finish();
    return path.flatMap(
        where ->
            network
                .<PodStorage>map(id -> new PodStorage.Network(id, where))
                .or(() -> gigabytes.map(size -> new PodStorage.HostDisk(size.intValue(), where))));
  }

  private Optional<ReadinessProbe> readiness(Section probe, PodContainer container) {
    Optional<Integer> port = PodForms.port(probe, "port");
    Optional<String> path = probe.optionalText("path", PodForms::urlPath).map(Value::value);
    Duration patience = probe.optionalDuration("patience").orElse(USUAL_PATIENCE);
    if (!probe.has("port")) {
      problems.add(probe.place(), "cannot do without 'port' (write one of \"ports\")");
    }
    port.ifPresent(number -> requireOpen(probe, "port", number, container));
    if (port.isPresent()
        && !probe.has("path")
        && container.ports().contains(port.get() + "/http")
        && !container.ports().contains(port.get() + "/tcp")) {
      problems.add(
          probe.place(),
          "cannot see by a connection alone whether a service behind RunPod's proxy answers (write"
              + " \"path\", or open the port for tcp)");
    }
    probe.finish();
    return port.map(number -> new ReadinessProbe(number, path, patience));
  }

  private Optional<Integer> metrics(PodContainer container) {
    Optional<Integer> port = PodForms.port(section, "metrics");
    port.ifPresent(number -> requireOpen(section, "metrics", number, container));
    return port;
  }

  private void requireOpen(Section where, String key, int port, PodContainer container) {
    if (container.ports().stream().noneMatch(open -> open.startsWith(port + "/"))) {
      problems.add(
          where.placeOf(key),
          "cannot reach port %d, which is not opened (add \"%d/tcp\" to \"ports\")"
              .formatted(port, port));
    }
  }

  private Optional<IdlePolicy> idle(Section idle) {
    if (!idle.has("after")) {
      problems.add(idle.place(), "cannot stop idle pods at no time (write \"after\": \"30min\")");
    }
    Optional<Duration> after = idle.optionalDuration("after");
    Duration grace = idle.optionalDuration("grace").orElse(USUAL_GRACE);
    if (after.filter(time -> time.compareTo(grace) <= 0).isPresent()) {
      problems.add(
          idle.placeOf("grace"),
          "cannot tell people earlier than a pod becomes idle (\"grace\", 5 min if it is not"
              + " written, must be shorter than \"after\")");
    }
    idle.finish();
    return after.map(time -> new IdlePolicy(time, grace));
  }

  private Budget budget(Section budget) {
    Optional<Usd> perHour = money(budget, "perHour", PodsReader.LARGEST_PER_HOUR);
    if (perHour.isPresent() && cap.filter(most -> perHour.get().compareTo(most) > 0).isPresent()) {
      problems.add(
          budget.placeOf("perHour"),
          "cannot spend %s an hour where \"runpod.maximumPerHour\" is %s (lower it)"
              .formatted(perHour.get(), cap.get()));
    }
    Budget read =
        new Budget(
            perHour,
            money(budget, "perDay", PodsReader.LARGEST_PER_HOUR * HOURS_PER_DAY),
            money(budget, "total", LARGEST_TOTAL),
            budget.optionalChoice("reached", REACHED).orElse(Budget.Reached.REFUSE));
    budget.finish();
    return read;
  }

  private static Optional<Usd> money(Section budget, String key, int most) {
    return budget.optionalDecimal(key, most).map(Usd::of);
  }
}
