package org.dubnium.daemon.fake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.observation.Session;

/**
 * A workstation in memory, as the shipped units make it. {@code display-manager.service} brings a
 * graphical session of alice with a process on the first GPU; {@code vllm.service} a process on
 * every compute GPU; what a unit or session leaves when it ends goes with it, unless it is stubborn.
 */
public final class FakeHost {

  public static final long DESKTOP_BYTES = 700 * FakeGpuProbe.MIB;
  public static final long MODEL_BYTES = 20_000 * FakeGpuProbe.MIB;

  public final FakeUnitManager units = new FakeUnitManager();
  public final FakeSessionMonitor sessions = new FakeSessionMonitor();
  public final FakeProcTable proc = new FakeProcTable();
  public final FakeGpuProbe gpus = new FakeGpuProbe(proc);
  public final FakeAudioProbe audio = new FakeAudioProbe();
  public final FakeModelStore models = new FakeModelStore();
  public final FakeModelServer server = new FakeModelServer();
  public final FakeFailureReports failures = new FakeFailureReports();
  public final FakeClusterNode cluster = new FakeClusterNode();

  private final List<String> uuids;
  private final AtomicInteger lastSession = new AtomicInteger();

  private FakeHost(int gpuCount) {
    uuids = java.util.stream.IntStream.range(0, gpuCount).mapToObj(gpus::add).toList();
    units.unit("desktop.target").wants("display-manager.service").conflictsWith("compute.target");
    units.unit("compute.target");
    units
        .unit("display-manager.service")
        .partOf("desktop.target")
        .file("enabled")
        .onStart(() -> logIn("alice", 1000))
        .onStop(() -> endLogins("display-manager.service"));
    units
        .unit("vllm.service")
        .partOf("compute.target")
        .wantedBy("compute.target")
        .file("enabled")
        .onStart(this::loadModel)
        .onStop(this::unloadModel);
    units.unit("studio-local-policy.service").partOf("desktop.target");
    units.unit("audio-priority.service").partOf("desktop.target");
    for (String unit :
        List.of(
            "interactive.slice", "user.slice", "ai.slice", "platform.slice", "ssh.service")) {
      units.unit(unit).active();
    }
    sessions.onClose(
        gone -> proc.end(process -> process.session().filter(gone.id()::equals).isPresent()));
  }

  /** With that many GPUs, {@code GPU-0} first, and nothing started. */
  public static FakeHost withGpus(int count) {
    return new FakeHost(count);
  }

  /** With that many GPUs, in the state after a boot into the desktop. */
  public static FakeHost inDesktop(int count) {
    FakeHost host = withGpus(count);
    host.units.unit("desktop.target").active();
    host.units.unit("display-manager.service").active();
    host.logIn("alice", 1000);
    return host;
  }

  /** With that many GPUs, in the state after a boot into compute mode. */
  public static FakeHost inCompute(int count) {
    FakeHost host = withGpus(count);
    host.units.unit("compute.target").active();
    host.units.unit("vllm.service").active();
    host.loadModel();
    return host;
  }

  /** Has this machine be a node of a cluster in compute; it is one already if that is the mode. */
  public FakeHost inCluster() {
    FakeUnit node =
        units
            .unit("slurm-node.service")
            .partOf("compute.target")
            .wantedBy("compute.target")
            .file("enabled");
    units.unit("slurm-jobs.service").requires("slurm-node.service");
    units.unit("slurm-drain.service");
    units.unit("slurm-resume.service");
    if (units.unit("compute.target").isActive()) {
      node.active();
      units.unit("slurm-jobs.service").active();
    }
    return this;
  }

  /** Opens a Wayland session on seat0 with a compositor on the first GPU; returns its id. */
  public String logIn(String user, long uid) {
    String id = String.valueOf(lastSession.incrementAndGet());
    String scope = "session-" + id + ".scope";
    FakeProcess compositor =
        proc.start(
            "weston",
            Optional.of(scope),
            Optional.of(id),
            GpuProcess.Kind.GRAPHICS,
            uuids.isEmpty() ? Map.of() : Map.of(uuids.getFirst(), DESKTOP_BYTES),
            uuids.isEmpty() ? Set.of() : Set.of("/dev/nvidia0", "/dev/dri/card0"));
    sessions.open(
        new Session(
            id,
            uid,
            user,
            "wayland",
            "user",
            "active",
            "seat0",
            false,
            "login",
            compositor.info().pid(),
            scope));
    return id;
  }

  /** A process that somebody runs on a GPU, such as a training job. */
  public FakeProcess compute(String command, String unit, String gpu, long bytes) {
    return proc.start(
        command,
        Optional.of(unit),
        Optional.empty(),
        GpuProcess.Kind.COMPUTE,
        Map.of(gpu, bytes),
        Set.of("/dev/nvidia" + gpu.substring("GPU-".length())));
  }

  private void loadModel() {
    models.start();
    proc.start(
        "vllm",
        Optional.of("vllm.service"),
        Optional.empty(),
        GpuProcess.Kind.COMPUTE,
        uuids.stream().collect(Collectors.toMap(uuid -> uuid, uuid -> MODEL_BYTES)),
        uuids.stream()
            .map(uuid -> "/dev/nvidia" + uuid.substring("GPU-".length()))
            .collect(Collectors.toSet()));
  }

  private void unloadModel() {
    models.stop();
    endProcesses("vllm.service");
  }

  private void endLogins(String unit) {
    sessions.open().stream()
        .filter(session -> session.isGraphical() && !session.remote())
        .forEach(session -> sessions.close(session.id()));
    endProcesses(unit);
  }

  private void endProcesses(String unit) {
    proc.end(process -> process.unit().filter(unit::equals).isPresent());
  }
}
