package org.dubnium.daemon.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.reconcile.HostAccess;
import org.dubnium.daemon.reconcile.Situation;

/** The host as the engine knows it: what repairs see of it, and when they may change it. */
public final class EngineHostAccess implements HostAccess {

  private final Engine engine;

  public EngineHostAccess(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<Situation> seen() {
    return engine.current().map(this::situation);
  }

  @Override
  public Situation look() {
    return situation(engine.refresh());
  }

  @Override
  public boolean repair(Consumer<CompletableFuture<Void>> repair) {
    return engine.repair(repair);
  }

  private Situation situation(HostSnapshot seen) {
    return new Situation(
        seen.observation(),
        seen.classification(),
        engine.desired(),
        engine
            .lastTransition()
            .filter(last -> last.outcome() == Outcome.COMMITTED)
            .map(FinishedTransition::id));
  }
}
