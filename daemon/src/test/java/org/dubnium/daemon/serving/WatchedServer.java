package org.dubnium.daemon.serving;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.server.ServerExit;
import org.dubnium.daemon.domain.server.ServiceRun;
import org.dubnium.daemon.fake.FakeModelServer;
import org.dubnium.daemon.port.LoadTimes;
import org.dubnium.daemon.port.ServiceProbe;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitManager;
import org.dubnium.daemon.port.UnitOutput;

/** A model server in memory, with a watch on it: its unit, its run, and what it prints. */
final class WatchedServer
    implements UnitManager, ServiceProbe, UnitOutput, LoadTimes, AutoCloseable {

  static final Instant BEGAN = Instant.parse("2026-11-30T10:00:00Z");

  final FakeModelServer server = new FakeModelServer();
  final Map<String, Duration> times = new ConcurrentHashMap<>();
  final List<String> followed = new CopyOnWriteArrayList<>();
  final ModelServerWatch watch;
  private final BlockingQueue<ModelServerStatus> told = new LinkedBlockingQueue<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, List<Listener>> readers = new ConcurrentHashMap<>();
  private final Map<String, List<String>> printed = new ConcurrentHashMap<>();
  private final List<String> late = new CopyOnWriteArrayList<>();
  private final AtomicLong looks = new AtomicLong();
  private final AtomicReference<Runnable> afterRead = new AtomicReference<>(() -> {});
  private volatile UnitState unit = state("inactive", "dead", "");
  private volatile ServiceRun run = ServiceRun.NONE;

  WatchedServer() {
    watch =
        new ModelServerWatch(
            new ModelServerWatch.Sources(
                this,
                this,
                () -> Reading.of(new ServedModel("/m/eight", List.of(), Optional.empty())),
                server,
                this,
                this),
            new ModelServerWatch.Pace(
                Duration.ZERO, Duration.ofMillis(20), Duration.ofMinutes(1)),
            told::add);
    watch.start();
  }

  /** systemd starts it. */
  void starts(String invocation, int restarts) {
    run =
        new ServiceRun(
            invocation,
            Optional.of(BEGAN),
            Optional.empty(),
            new ServerExit("success", false, 0),
            restarts);
    becomes("activating", "start-post", "start");
  }

  /** It has answered, so many seconds after its start. */
  void answers(long seconds) {
    run =
        new ServiceRun(
            run.invocation(),
            run.startedAt(),
            Optional.of(BEGAN.plusSeconds(seconds)),
            run.exit(),
            run.restarts());
    becomes("active", "running", "");
  }

  void ends(ServerExit exit, String active, String sub) {
    ends(exit, active, sub, "");
  }

  void ends(ServerExit exit, String active, String sub, String job) {
    run = new ServiceRun(run.invocation(), run.startedAt(), run.activeSince(), exit, run.restarts());
    becomes(active, sub, job);
  }

  void becomes(String active, String sub, String job) {
    unit = state(active, sub, job);
    listeners.forEach(Runnable::run);
  }

  /** Something happens once the unit's state has been read, and before its run is. */
  void afterRead(Runnable what) {
    afterRead.set(what);
  }

  /** It prints a line, now or before anybody reads. */
  void prints(String line) {
    String invocation = run.invocation();
    printed.computeIfAbsent(invocation, none -> new CopyOnWriteArrayList<>()).add(line);
    readers
        .getOrDefault(invocation, List.of())
        .forEach(listener -> listener.line(BEGAN.plusSeconds(7), line));
  }

  /** It prints a line that the journal has only once it is read to its end. */
  void printsLast(String line) {
    late.add(line);
  }

  /** Waits until the watch has looked at it as it is now. */
  void isSeen() {
    long before = looks.get();
    listeners.forEach(Runnable::run);
    // One look may have begun before.
    while (looks.get() < before + 2) {
      Thread.onSpinWait();
      listeners.forEach(Runnable::run);
    }
  }

  int openReaders() {
    return readers.values().stream().mapToInt(List::size).sum();
  }

  /** The next thing that is told and is like that. */
  ModelServerStatus await(Predicate<ModelServerStatus> like) throws InterruptedException {
    while (true) {
      ModelServerStatus next = told.poll(60, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing like that was told; the last is " + watch.status());
      }
      if (like.test(next)) {
        return next;
      }
    }
  }

  @Override
  public Reading<Map<UnitName, UnitState>> read(Set<UnitName> units) {
    looks.incrementAndGet();
    UnitState read = unit;
    afterRead.getAndSet(() -> {}).run();
    return Reading.of(Map.of(VllmRule.UNIT, read));
  }

  @Override
  public Reading<ServiceRun> run(UnitName service) {
    return Reading.of(run);
  }

  @Override
  public Reader follow(UnitName unit, String invocation, int last, Listener listener) {
    followed.add(invocation + " " + last);
    List<Listener> all = readers.computeIfAbsent(invocation, none -> new CopyOnWriteArrayList<>());
    all.add(listener);
    printed
        .getOrDefault(invocation, List.of())
        .forEach(line -> listener.line(BEGAN.plusSeconds(7), line));
    return new Reader() {
      @Override
      public void finish(Instant startedAt, Duration atMost) {
        late.forEach(line -> listener.line(BEGAN.plusSeconds(7), line));
        late.clear();
      }

      @Override
      public void close() {
        all.remove(listener);
      }
    };
  }

  @Override
  public Duration typical(String model) {
    return times.getOrDefault(model, Duration.ZERO);
  }

  @Override
  public void loaded(String model, String invocation, Duration took) {
    times.put(model, took);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public Reading<Set<UnitName>> failed() {
    return Reading.of(Set.of());
  }

  @Override
  public Reading<Boolean> isBooted() {
    return Reading.of(true);
  }

  @Override
  public UnitJob start(UnitName name) {
    throw new IllegalStateException("a watch starts nothing");
  }

  @Override
  public UnitJob restart(UnitName name) {
    throw new IllegalStateException("a watch starts nothing");
  }

  @Override
  public UnitJob stop(UnitName name) {
    throw new IllegalStateException("a watch stops nothing");
  }

  @Override
  public void setProperties(UnitName name, SliceSettings settings) {
    throw new IllegalStateException("a watch sets nothing");
  }

  @Override
  public void close() {
    watch.close();
  }

  private static UnitState state(String active, String sub, String job) {
    return new UnitState(
        VllmRule.UNIT,
        "loaded",
        active,
        sub,
        "enabled",
        "success",
        Optional.of(job).filter(text -> !text.isEmpty()),
        Set.of(),
        Set.of(),
        Optional.empty());
  }
}
