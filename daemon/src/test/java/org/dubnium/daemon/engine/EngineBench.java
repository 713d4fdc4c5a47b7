package org.dubnium.daemon.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.dubnium.common.time.Backoff;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.fake.FakeAuditLog;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fake.FakeJournal;
import org.dubnium.daemon.fake.FakeLock;
import org.dubnium.daemon.fake.FakeShutdownDelay;
import org.dubnium.daemon.fake.FakeStatusFiles;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.observe.Observer;
import org.dubnium.daemon.observe.Probes;
import org.dubnium.daemon.observe.Scope;
import org.dubnium.daemon.port.BootMemory;
import org.jspecify.annotations.Nullable;

/** An engine on a host in memory, with everything that it wrote and said to look at. */
public final class EngineBench implements AutoCloseable {

  public static final ModeName DESKTOP = new ModeName("desktop");
  static final ModeName STUDIO = new ModeName("studio-local");
  public static final ModeName COMPUTE = new ModeName("compute");
  static final String BOOT = "boot-1";

  /** Longer than anything in memory takes: its end means a hang. */
  private static final Duration HANG = Duration.ofSeconds(60);

  public final FakeHost host;
  final FakeJournal journal = new FakeJournal();
  public final FakeAuditLog audit = new FakeAuditLog();
  final FakeLock lock = new FakeLock();
  final FakeShutdownDelay shutdown = new FakeShutdownDelay();
  final FakeStatusFiles files = new FakeStatusFiles();
  final Remembering memory = new Remembering();
  public final Told told = new Told();
  public final Policy policy;
  public final Ports ports;
  public final Engine engine;
  public final Observer observer;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

  EngineBench(FakeHost host) {
    this(host, task -> Thread.ofVirtual().start(task));
  }

  EngineBench(FakeHost host, Executor threads) {
    this(host, threads, null, "0s", "30s");
  }

  /** For tests elsewhere. */
  public static EngineBench on(FakeHost host) {
    return new EngineBench(host);
  }

  /** With a listener of the caller's own. */
  public static EngineBench heardBy(EngineListener listener, FakeHost host) {
    return new EngineBench(
        host, task -> Thread.ofVirtual().start(task), listener, "0s", "30s");
  }

  /** With times for those whom a transition concerns. */
  static EngineBench courteous(String grace, String delayMax, FakeHost host) {
    return new EngineBench(
        host, task -> Thread.ofVirtual().start(task), null, grace, delayMax);
  }

  /** Where what a mode waits for comes, or the test hangs. */
  static EngineBench patient(FakeHost host) {
    return new EngineBench(
        host, task -> Thread.ofVirtual().start(task), null, "0s", "30s", "60min");
  }

  private EngineBench(
      FakeHost host,
      Executor threads,
      @Nullable EngineListener listener,
      String grace,
      String delayMax) {
    this(host, threads, listener, grace, delayMax, "300ms");
  }

  private EngineBench(
      FakeHost host,
      Executor threads,
      @Nullable EngineListener listener,
      String grace,
      String delayMax,
      String assertTimeout) {
    this.host = host;
    timer.setRemoveOnCancelPolicy(true);
    policy = Policies.with(shortTimes(grace, delayMax, assertTimeout));
    studioUnitsSetWeights();
    ports =
        new Ports(
            host.units,
            host.sessions,
            shutdown,
            host.gpus,
            host.proc,
            host.failures,
            host.cluster,
            journal,
            audit,
            lock,
            memory,
            files,
            host.models);
    observer =
        new Observer(
            new Probes(
                host.units,
                host.sessions,
                host.gpus,
                host.proc,
                host.audio,
                host.models,
                host.server,
                host.cluster),
            Scope.of(policy, Duration.ofSeconds(5)),
            InstantSource.system());
    engine =
        new Engine(
            ports,
            observer,
            () -> policy,
            listener == null ? told : listener,
            InstantSource.system(),
            threads,
            timer,
            BOOT);
  }

  /** Time limits that have yet to pass. */
  int armed() {
    return timer.getQueue().size();
  }

  /** Another daemon on the same host, with what the first one left. */
  Recovery successor() {
    Backoff pause = new Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1));
    return new Recovery(engine, ports, DESKTOP, BOOT, InstantSource.system(), pause);
  }

  FinishedTransition go(ModeName mode) throws RequestRefused, InterruptedException {
    return end(request(request(mode)));
  }

  /** Asks for something that cannot be authorised again. */
  TransitionJob request(TransitionRequest request) throws RequestRefused {
    return engine.request(request, Reauthorisation.ONLY_ROOT);
  }

  FinishedTransition end(TransitionJob job) throws InterruptedException {
    try {
      return job.end().get(HANG.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException hang) {
      throw new AssertionError("the transition did not end: " + job.view(), hang);
    }
  }

  static TransitionRequest request(ModeName mode) {
    return request(mode, Optional.empty());
  }

  static TransitionRequest request(ModeName mode, Optional<Duration> timeout) {
    return new TransitionRequest(
        new Operation.ModeSwitch(mode),
        new Caller(1000, ":1.7", Optional.of("session-1.scope")),
        "test",
        Set.of(),
        timeout,
        Optional.empty(),
        Grant.ANYTHING);
  }

  /** What a host in memory does not do at once, it does not do at all. */
  private static String shortTimes(String grace, String delayMax, String assertTimeout) {
    return """
        { "gpuRelease": { "sampleInterval": "1ms", "timeout": "5s" },
          "transition": {
            "grace": "%s", "delayMax": "%s", "stepTimeout": "30s", "assertTimeout": "%s" } }
        """
        .formatted(grace, delayMax, assertTimeout);
  }

  private void studioUnitsSetWeights() {
    host.units
        .unit("studio-local-policy.service")
        .onStart(() -> weights(900, 20, 20))
        .onStop(() -> weights(100, 100, 100));
  }

  private void weights(long interactive, long ai, long platform) {
    for (String slice : List.of("interactive.slice", "user.slice")) {
      host.units.unit(slice).slice(new SliceSettings(interactive, interactive, null));
    }
    host.units.unit("ai.slice").slice(new SliceSettings(ai, ai, null));
    host.units.unit("platform.slice").slice(new SliceSettings(platform, platform, null));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    observer.close();
  }

  /** Memory across the daemon's restarts. */
  static final class Remembering implements BootMemory {

    private final AtomicReference<Optional<BootState>> state =
        new AtomicReference<>(Optional.empty());

    @Override
    public Optional<BootState> read() {
      return state.get();
    }

    @Override
    public void write(BootState written) {
      state.set(Optional.of(written));
    }
  }

  /** What listeners were told, one line each. */
  public static final class Told implements EngineListener {

    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<JobView> views = new CopyOnWriteArrayList<>();
    volatile Runnable onWaiting = () -> {};
    volatile Runnable onPrepare = () -> {};
    public volatile Consumer<HostSnapshot> onObserved = seen -> {};

    @Override
    public void observed(HostSnapshot snapshot) {
      onObserved.accept(snapshot);
    }

    @Override
    public void desired(ModeName mode) {
      lines.add("desired " + mode);
    }

    @Override
    public void jobNew(TransitionJob job) {
      views.add(job.view());
      lines.add("new " + job.request().mode());
    }

    @Override
    public void jobChanged(TransitionJob job) {
      views.add(job.view());
      if (!job.view().waitsFor().what().isEmpty()) {
        onWaiting.run();
      }
    }

    @Override
    public void jobRemoved(TransitionJob job) {
      lines.add("removed " + job.request().mode());
    }

    @Override
    public void prepare(boolean start, Notice notice) {
      lines.add((start ? "prepare " : "done ") + notice.plan().to());
      if (start) {
        onPrepare.run();
      }
    }
  }
}
