package org.dubnium.fleet.pod.reconcile;

import java.util.Map;
import java.util.Set;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.ProbeTarget;

/** Asks services of pods whether they are ready. */
@FunctionalInterface
public interface ProbeClient {

  /** Those that answer, within a deadline of its own. */
  Set<PodName> answering(Map<PodName, ProbeTarget> targets) throws InterruptedException;
}
