package org.dubnium.daemon.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.port.StatusFiles;

/** Run files in memory, all that was ever written to them. */
public final class FakeStatusFiles implements StatusFiles {

  private final List<ModeName> desired = new CopyOnWriteArrayList<>();
  private final List<Classification> observed = new CopyOnWriteArrayList<>();
  private final List<List<GuardVerdict>> judged = new CopyOnWriteArrayList<>();
  private final List<FinishedTransition> finished = new CopyOnWriteArrayList<>();
  private final List<ModelServerStatus> servers = new CopyOnWriteArrayList<>();

  public Optional<ModeName> desired() {
    return last(desired);
  }

  public Optional<Classification> observed() {
    return last(observed);
  }

  public Optional<List<GuardVerdict>> judged() {
    return last(judged);
  }

  public List<FinishedTransition> finished() {
    return List.copyOf(finished);
  }

  @Override
  public void desired(ModeName mode) {
    desired.add(mode);
  }

  @Override
  public void observed(Observation observation, Classification classification) {
    observed.add(classification);
  }

  @Override
  public void judged(ModeName requested, List<GuardVerdict> verdicts) {
    judged.add(List.copyOf(verdicts));
  }

  @Override
  public void finished(FinishedTransition transition) {
    finished.add(transition);
  }

  @Override
  public void modelServer(ModelServerStatus status) {
    servers.add(status);
  }

  private static <T> Optional<T> last(List<T> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }
}
