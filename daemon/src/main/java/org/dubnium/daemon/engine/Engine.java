package org.dubnium.daemon.engine;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.step.ChangeSignal;
import org.dubnium.daemon.observe.Observer;

/** Takes requests for operations and runs one transition at a time. */
public final class Engine {

  private final TransitionContext context;
  private final ActiveJob active;
  private final RepairGate repairs = new RepairGate();
  private final JobRunner runner;
  private final History history;
  private volatile Optional<FinishedTransition> last;

  /**
   * @param threads a thread of its own for each transition
   * @param timer for the time limits that requests bring
   * @param bootId of this boot
   */
  public Engine(
      Ports ports,
      Observer observer,
      Supplier<Policy> policy,
      EngineListener listener,
      InstantSource clock,
      Executor threads,
      ScheduledExecutorService timer,
      String bootId) {
    ChangeSignal changes = new ChangeSignal();
    observer.onChange(changes::announce);
    this.context =
        TransitionContext.of(
            ports,
            new HostState(observer, policy, ports.files(), listener),
            changes,
            new Desired(ports.memory(), ports.files(), listener, policy.get(), bootId),
            listener,
            policy,
            clock,
            bootId);
    this.active = new ActiveJob(listener);
    this.runner = new JobRunner(context, active, repairs, threads, timer);
    this.history = new History(ports.audit());
    this.last = history.last(1).stream().findFirst();
  }

  /** Observes now, though nobody asked: GPUs that nobody needs and that may sleep are left alone. */
  public HostSnapshot glance() {
    context.host().glance();
    return current().orElseThrow();
  }

  /** Observes now. */
  public HostSnapshot refresh() {
    context.host().refresh();
    return context.host().current().orElseThrow();
  }

  /** What was seen last; empty before the first observation. */
  public Optional<HostSnapshot> current() {
    return context.host().current();
  }

  /** The mode that was last asked for and not given up. */
  public ModeName desired() {
    return context.desired().mode();
  }

  public Optional<TransitionJob> activeJob() {
    return active.get();
  }

  /** The transition that finished last, also before this daemon was started. */
  public Optional<FinishedTransition> lastTransition() {
    return last;
  }

  public Holds holds() {
    return context.holds();
  }

  /**
   * What a request would do now. Changes nothing and takes no lock.
   *
   * @param expectCurrent as a request's
   */
  public Explanation explain(Operation operation, Asker asker, Optional<ModeName> expectCurrent)
      throws RequestRefused, ObservationUnavailable {
    requireMode(operation.mode());
    Assessment judged = context.judge(operation, asker);
    requireCurrent(judged.snapshot(), expectCurrent);
    TransitionPlan plan = read(judged.plan());
    return new Explanation(
        judged, plan, read(judged.losses()), history.typical(plan.from(), operation));
  }

  private static <T> T read(Reading<T> reading) throws ObservationUnavailable {
    return switch (reading) {
      case Reading.Value<T>(T value) -> value;
      case Reading.Unavailable<T>(String why) ->
          throw new ObservationUnavailable("cannot read the host: " + why);
    };
  }

  /** Judges a request now, and leaves the verdicts where others can read them. */
  public List<GuardVerdict> evaluateGuards(Operation operation, Asker asker)
      throws RequestRefused, ObservationUnavailable {
    List<GuardVerdict> verdicts = explain(operation, asker, Optional.empty()).verdicts();
    context.ports().files().judged(operation.mode(), verdicts);
    return verdicts;
  }

  /**
   * Begins a transition, or joins the one that does the same. Returns once the lock is taken; the
   * outcome is the job's.
   *
   * @param again whom to ask if the plan comes to do more than the request was granted
   * @param explained what the caller was granted the request by, unless anything was waited for since:
   *     the host is not observed again for it, as long as nobody else has looked or repaired anything
   */
  public TransitionJob request(
      TransitionRequest request, Reauthorisation again, Optional<Explanation> explained)
      throws RequestRefused {
    requireMode(request.mode());
    Optional<Assessment> judged = explained.map(Explanation::judged).filter(this::isStill);
    if (request.expectCurrent().isPresent() && judged.isEmpty()) {
      judged = Optional.of(context.judge(request.operation(), request.asker()));
    }
    if (judged.isPresent()) {
      requireCurrent(judged.get().snapshot(), request.expectCurrent());
    }
    Optional<Assessment> earlier = judged;
    return switch (active.begin(TransitionId.random(), request, context.clock().instant())) {
      case ActiveJob.Joined(TransitionJob job) -> job;
      case ActiveJob.Begun(TransitionJob job) -> {
        TransitionRun run = new TransitionRun(context, job, again);
        runner.start(job, () -> ended(run.run(earlier.filter(this::isStill))));
        yield job;
      }
    };
  }

  /** The same for what was not explained before. */
  public TransitionJob request(TransitionRequest request, Reauthorisation again)
      throws RequestRefused {
    return request(request, again, Optional.empty());
  }

  private boolean isStill(Assessment judged) {
    return context.host().isStill(judged.snapshot());
  }

  /**
   * Goes on with, or undoes, what a dead daemon left in this boot. It began when it was asked for,
   * not now, and its time limit counts from then.
   */
  public TransitionJob resume(JournalRecord left) throws RequestRefused {
    TransitionJob job = active.begin(left.id(), left.request(), left.startedAt()).job();
    TransitionRun run = new TransitionRun(context, job, Reauthorisation.ONLY_ROOT);
    runner.start(job, () -> ended(run.resume(left)));
    return job;
  }

  /** Calls a transition off; what it did is undone. */
  public void cancel(TransitionJob job, Caller by) throws RequestRefused {
    JobState state = job.view().state();
    if (state == JobState.FINISHED || state == JobState.ROLLING_BACK) {
      throw new RequestRefused(
          RequestRefused.Kind.NOT_CANCELLABLE,
          "cannot cancel job " + job.number() + ": it is " + state.text());
    }
    String where = by.unit().map(unit -> " in " + unit).orElse("");
    job.cancel(Reason.of(ReasonCode.CANCELLED, "called off by uid " + by.uid() + where));
  }

  /**
   * Does a repair on the caller's thread, unless a transition runs. No transition begins before the
   * repair is over; but one that is asked for meanwhile calls it off, which the repair learns from
   * the future that it is given, and has to heed at once.
   *
   * @return false if a transition runs, and nothing was done
   */
  public boolean repair(Consumer<CompletableFuture<Void>> repair) {
    return repairs.pass(
        calledOff -> {
          try {
            repair.accept(calledOff);
          } finally {
            context.host().outdate();
          }
        });
  }

  /**
   * Changes something on the caller's thread, unless a transition runs; none begins before it is over.
   *
   * @return false if a transition runs, and nothing was done
   */
  public <E extends Exception> boolean change(HostChange<E> change) throws E {
    try {
      return repairs.change(change);
    } finally {
      context.host().outdate();
    }
  }

  private FinishedTransition ended(FinishedTransition end) {
    remember(end);
    return end;
  }

  /** A transition is over, or one of an earlier boot has been put on record. */
  void remember(FinishedTransition end) {
    last = Optional.of(end);
  }

  /** The host was left half-way by an earlier transition, as the record says. */
  void rememberFailure() {
    context.host().transitionEnded(true);
  }

  private void requireMode(ModeName mode) throws RequestRefused {
    if (context.policy().get().contracts().find(mode).isEmpty()) {
      throw new RequestRefused(
          RequestRefused.Kind.UNKNOWN_MODE,
          "cannot find a mode named '"
              + mode
              + "'; there are: "
              + String.join(
                  ", ",
                  context.policy().get().contracts().all().stream()
                      .map(contract -> contract.name().value())
                      .toList()));
    }
  }

  private static void requireCurrent(HostSnapshot seen, Optional<ModeName> expected)
      throws RequestRefused {
    String current = seen.classification().modeText();
    if (expected.isPresent() && !current.equals(expected.get().value())) {
      throw new RequestRefused(
          RequestRefused.Kind.UNEXPECTED_CURRENT,
          "cannot go on: the current mode is " + current + ", not " + expected.get());
    }
  }
}
