package org.dubnium.daemon.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.step.Cancellation;

/** One transition as its callers see it: watchable, cancellable, readable after its end. */
public final class TransitionJob {

  private final long number;
  private final TransitionId id;
  private volatile TransitionRequest request;
  private final Consumer<TransitionJob> listener;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<FinishedTransition> end = new CompletableFuture<>();
  private final AtomicReference<JobView> view;
  private volatile Optional<TransitionPlan> plan = Optional.empty();

  TransitionJob(
      long number,
      TransitionId id,
      TransitionRequest request,
      Instant startedAt,
      Consumer<TransitionJob> listener) {
    this.number = number;
    this.id = id;
    this.request = request;
    this.listener = listener;
    this.view = new AtomicReference<>(JobView.begun(startedAt));
  }

  /** Counts the jobs of this process, from 1. */
  public long number() {
    return number;
  }

  public TransitionId id() {
    return id;
  }

  public TransitionRequest request() {
    return request;
  }

  public JobView view() {
    return view.get();
  }

  /** Whether it is known that nobody loses anything by it; not so while there is no plan. */
  public boolean endsNothing() {
    return plan.map(made -> made.ends().isEmpty()).orElse(false);
  }

  /** Completes when the transition is over; never exceptionally. */
  public CompletableFuture<FinishedTransition> end() {
    return end;
  }

  void cancel(Reason reason) {
    cancellation.call(reason);
  }

  Cancellation cancellation() {
    return cancellation;
  }

  void from(Optional<ModeName> mode) {
    change(view -> view.from(mode));
  }

  void planned(TransitionPlan made) {
    plan = Optional.of(made);
  }

  /** What the request may do from here on. */
  void grant(Grant wider) {
    request = request.granted(wider);
  }

  void enter(JobState state) {
    change(view -> view.in(state));
  }

  void begin(TransitionPlan plan, int index, Step step) {
    change(
        view ->
            view.at(
                new JobView.At(
                    index + 1, plan.steps().size(), step.kind() + " " + step.subject())));
  }

  void waitingFor(String what, List<GpuHolder> holders) {
    change(view -> view.waitingFor(new JobView.Wait(what, holders)));
  }

  void finish(FinishedTransition finished) {
    change(view -> view.finished(finished));
    end.complete(finished);
  }

  /** Only the thread of the transition changes the view. */
  private void change(UnaryOperator<JobView> update) {
    JobView before = view.getAndUpdate(update);
    if (!view.get().equals(before)) {
      listener.accept(this);
    }
  }
}
