package org.dubnium.daemon.port;

import java.util.List;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.domain.transition.FinishedTransition;

/**
 * What others may read about this host in the run directory. Written for them alone: the daemon
 * never reads it back. A file that cannot be written is logged and does not stop a transition.
 */
public interface StatusFiles {

  void desired(ModeName mode);

  void observed(Observation observation, Classification classification);

  void judged(ModeName requested, List<GuardVerdict> verdicts);

  void finished(FinishedTransition transition);

  void modelServer(ModelServerStatus status);
}
