package org.dubnium.fleet.telemetry.scrape;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all sources, each by a thread of its own, and knows how every node is. A node that stops
 * answering stays, with what it said last; it goes only with the configuration. Of a node of which
 * some sources answer and others do not, the state is reachable and says why.
 */
public final class Collector implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Collector.class);

  /** Rounds that wait for a listener that takes its time, before the oldest are dropped. */
  private static final int MOST_WAITING = 30;

  /** What every thread here ends within, once it is interrupted. */
  private static final Duration END = Duration.ofSeconds(5);

  private record Key(NodeId node, String name) {
    static Key of(Source source) {
      return new Key(source.node(), source.name());
    }
  }

  private record Worker(Source source, Thread thread, Tally tally) {}

  private final CollectorSettings settings;
  private final Schedule schedule;
  private final List<CollectorListener> listeners = new CopyOnWriteArrayList<>();
  private final InstantSource clock;
  private final Pauses pauses;
  private final RandomGenerator random;

  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService announcer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("collector-announcer").factory());
  private final AtomicBoolean roundWaits = new AtomicBoolean();
  private final Thread ticker;

  // All below is guarded by this object's lock, which is held for no call to anything outside.
  private final Map<Key, Worker> workers = new HashMap<>();
  private final Map<NodeId, NodeSources> nodes = new TreeMap<>();
  private final Round round = new Round(MOST_WAITING);
  private boolean closed;

  /** Begins with no sources, and nobody to tell. */
  public Collector(CollectorSettings settings, InstantSource clock) {
    this(settings, clock, Thread::sleep, new java.util.Random());
  }

  /**
   * Makes one whose time is not the real one.
   *
   * @param random safe for use by many threads
   */
  Collector(
      CollectorSettings settings,
      InstantSource clock,
      Pauses pauses,
      RandomGenerator random) {
    this.settings = settings;
    this.schedule = new Schedule(settings.interval(), settings.longestBackoff());
    this.clock = clock;
    this.pauses = pauses;
    this.random = random;
    this.ticker = Thread.ofVirtual().name("collector-ticker").start(this::tick);
  }

  /** Has somebody told, from now on. */
  public void listen(CollectorListener listener) {
    listeners.add(listener);
  }

  /**
   * Reads these from now on. What is known of those that were read before is kept; a node that none
   * of them is about is removed.
   */
  public synchronized void replace(Collection<Source> sources) {
    if (closed) {
      return;
    }
    Map<Key, Source> wanted = new LinkedHashMap<>();
    sources.forEach(source -> wanted.putIfAbsent(Key.of(source), source));
    // First what is new: a node whose address has changed is not removed in between.
    wanted.forEach(this::add);
    for (Key key : List.copyOf(workers.keySet())) {
      if (!wanted.containsKey(key)) {
        remove(key);
      }
    }
  }

  private void add(Key key, Source source) {
    Worker present = workers.get(key);
    if (present != null && present.source().equals(source)) {
      return;
    }
    if (present != null) {
      present.thread().interrupt();
    }
    nodes.computeIfAbsent(key.node(), NodeSources::new).add(key.name());
    Tally tally = new Tally(key.node(), key.name());
    Thread thread =
        Thread.ofVirtual()
            .name("collector-" + key.node())
            .unstarted(() -> work(key, source, tally));
    workers.put(key, new Worker(source, thread, tally));
    thread.start();
  }

  private void remove(Key key) {
    Worker worker = workers.remove(key);
    NodeSources node = nodes.get(key.node());
    if (worker == null || node == null) {
      return;
    }
    worker.thread().interrupt();
    if (node.remove(key.name())) {
      nodes.remove(key.node());
      round.remove(key.node());
      log.info("node {} is not configured any more and is removed", key.node());
      tell(listener -> listener.removed(key.node()));
    } else {
      update(node);
    }
  }

  /** How every node is that is configured, ordered by name. */
  public synchronized List<NodeState> states() {
    return nodes.values().stream().map(NodeSources::state).toList();
  }

  /** How that node is; empty if it is not configured. */
  public synchronized Optional<NodeState> state(NodeId node) {
    return Optional.ofNullable(nodes.get(node)).map(NodeSources::state);
  }

  /** How the readings of every source went, ordered by node and source. */
  public synchronized List<SourceTally> tallies() {
    return workers.values().stream()
        .map(worker -> worker.tally().now())
        .sorted(Comparator.comparing(SourceTally::node).thenComparing(SourceTally::source))
        .toList();
  }

  private void work(Key key, Source source, Tally tally) {
    Attempt attempt = new Attempt(source, readers, settings.deadline());
    int failures = 0;
    try {
      pauses.pause(schedule.first(random));
      while (true) {
        Instant begun = clock.instant();
        try {
          NodeReading reading = attempt.read();
          tally.count(false, Duration.between(begun, clock.instant()));
          seen(key, source, reading);
          failures = 0;
        } catch (SourceException e) {
          failures++;
          tally.count(true, Duration.between(begun, clock.instant()));
          silent(key, source, String.valueOf(e.getMessage()));
        }
        Duration time = schedule.next(failures, random);
        pauses.pause(remaining(time, Duration.between(begun, clock.instant())));
      }
    } catch (InterruptedException e) {
      log.debug("reading {} ends", source.name());
    }
  }

  /** Whatever a clock that is set meanwhile says, it is between nothing and the whole. */
  private static Duration remaining(Duration time, Duration spent) {
    if (spent.isNegative()) {
      return time;
    }
    return spent.compareTo(time) > 0 ? Duration.ZERO : time.minus(spent);
  }

  private synchronized void seen(Key key, Source source, NodeReading reading) {
    NodeSources node = nodes.get(key.node());
    if (node != null && isRead(key, source)) {
      node.seen(key.name(), reading);
      round.add(key.name(), reading);
      update(node);
    }
  }

  private synchronized void silent(Key key, Source source, String why) {
    NodeSources node = nodes.get(key.node());
    if (node != null && isRead(key, source)) {
      node.silent(key.name(), why);
      update(node);
    }
  }

  /** Whether that source is read still: it may have been replaced while it answered. */
  private boolean isRead(Key key, Source source) {
    Worker worker = workers.get(key);
    return !closed && worker != null && worker.source().equals(source);
  }

  private void update(NodeSources node) {
    if (!node.update()) {
      return;
    }
    NodeState state = node.state();
    switch (node.health()) {
      case UNKNOWN -> {}
      case WELL -> log.info("node {} answers", state.node());
      case PARTIAL -> log.warn("node {} answers in part: {}", state.node(), state.why().orElse(""));
      case SILENT -> log.warn("node {} does not answer: {}", state.node(), state.why().orElse(""));
    }
    tell(listener -> listener.changed(state));
  }

  private void tick() {
    try {
      while (true) {
        pauses.pause(settings.interval());
        announceRound();
      }
    } catch (InterruptedException e) {
      log.debug("rounds end");
    }
  }

  private void tell(Consumer<CollectorListener> what) {
    announcer.execute(() -> listeners.forEach(what));
  }

  private synchronized void announceRound() {
    if (!closed && roundWaits.compareAndSet(false, true)) {
      announcer.execute(
          () -> {
            roundWaits.set(false);
            List<NodeReading> readings = takeRound();
            listeners.forEach(listener -> listener.round(readings));
          });
    }
  }

  private synchronized List<NodeReading> takeRound() {
    int dropped = round.dropped();
    if (dropped > 0) {
      log.warn("cannot hand over readings as fast as they come: {} are lost, ignoring", dropped);
    }
    return round.take();
  }

  /** Ends all reading. The listener is called no more, unless it does not return from a call. */
  @Override
  public void close() {
    List<Thread> threads = new ArrayList<>(List.of(ticker));
    synchronized (this) {
      closed = true;
      workers.values().forEach(worker -> threads.add(worker.thread()));
      workers.clear();
    }
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        var _ = thread.join(END);
      }
      announcer.shutdown();
      var _ = announcer.awaitTermination(END.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      readers.shutdownNow();
      announcer.shutdownNow();
    }
  }
}
