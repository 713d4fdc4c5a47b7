package org.dubnium.daemon.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.fake.FakeUnit.Phase;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitJob.JobResult;

/** A transaction of a {@link FakeUnitManager}: stops first, then starts, the asked-for unit last. */
final class FakeJob implements UnitJob {

  private record Action(FakeUnit unit, boolean start) {}

  private final FakeUnit main;
  private final Deque<Action> ahead = new ArrayDeque<>();
  private final CompletableFuture<JobResult> result = new CompletableFuture<>();
  private final Runnable changed;

  FakeJob(FakeUnit main, List<FakeUnit> stops, List<FakeUnit> starts, Runnable changed) {
    this.main = main;
    this.changed = changed;
    stops.forEach(unit -> ahead.add(new Action(unit, false)));
    starts.forEach(unit -> ahead.add(new Action(unit, true)));
  }

  static UnitJob refused(JobResult.Kind kind, String detail) {
    CompletableFuture<JobResult> refused =
        CompletableFuture.completedFuture(new JobResult(kind, detail));
    return new UnitJob() {
      @Override
      public CompletableFuture<JobResult> result() {
        return refused;
      }

      @Override
      public void cancel() {}
    };
  }

  @Override
  public CompletableFuture<JobResult> result() {
    return result;
  }

  /** As with systemd the job is gone, while a unit half-way up or down goes on by itself. */
  @Override
  public void cancel() {
    end(JobResult.Kind.CANCELED);
    changed.run();
  }

  /** What it has yet to do to a unit, {@code start} or {@code stop}; empty for nothing. */
  Optional<String> typeFor(UnitName unit) {
    return result.isDone()
        ? Optional.empty()
        : ahead.stream()
            .filter(action -> action.unit().name.equals(unit))
            .map(action -> action.start() ? "start" : "stop")
            .findFirst();
  }

  /** Goes on until it is done, or until a unit that is held is next. */
  void run() {
    while (!result.isDone() && !ahead.isEmpty()) {
      Action next = ahead.element();
      if (next.unit().held) {
        next.unit().enter(next.start() ? Phase.ACTIVATING : Phase.DEACTIVATING);
        break;
      }
      if (next.start() && next.unit().awaitsRestart()) {
        break;
      }
      if (next.start()) {
        start(next.unit());
      } else {
        stop(next.unit());
      }
      ahead.poll();
    }
    if (ahead.isEmpty()) {
      end(JobResult.Kind.DONE);
    }
    changed.run();
  }

  private void start(FakeUnit unit) {
    if (unit.isActive()) {
      return;
    }
    switch (unit.startEnds) {
      case DONE -> {
        unit.enter(Phase.ACTIVE);
        unit.onStart.forEach(Runnable::run);
      }
      case SKIPPED -> {
        unit.enter(Phase.INACTIVE);
        endIfItCounts(unit);
      }
      case FAILED -> {
        unit.failed("exit-code");
        endIfItCounts(unit);
      }
      case TIMEOUT -> {
        unit.failed("timeout");
        endIfItCounts(unit);
      }
      case CANCELED, DEPENDENCY, NOT_FOUND, MASKED, DESTRUCTIVE, ERROR -> endIfItCounts(unit);
    }
  }

  private void endIfItCounts(FakeUnit unit) {
    if (unit == main) {
      end(unit.startEnds);
    } else if (main.requires.contains(unit.name)) {
      end(JobResult.Kind.DEPENDENCY);
    }
  }

  private void stop(FakeUnit unit) {
    if (unit.stopEnds != JobResult.Kind.DONE) {
      if (unit == main) {
        end(unit.stopEnds);
      }
      return;
    }
    if (!unit.isDown()) {
      unit.enter(Phase.INACTIVE);
      unit.onStop.forEach(Runnable::run);
    }
  }

  private void end(JobResult.Kind kind) {
    result.complete(new JobResult(kind, kind.name().toLowerCase(java.util.Locale.ROOT)));
  }
}
