package org.dubnium.fleet.pod.reconcile;

import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.PodCandidate;
import org.dubnium.fleet.pod.PodDeclaration;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.pod.SlurmHead;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.runpod.Pod;

/** Something that is to be done now, in the order in which it is told. */
sealed interface PodTask {

  /**
   * A pod is there of which the store does not know that: it is recorded.
   *
   * @param intended whether it was asked for, or nobody wrote it down
   */
  record AdoptIntent(PodName name, Pod pod, boolean intended) implements PodTask {}

  /**
   * A pod that was asked for is not there, or no longer.
   *
   * @param isFailure whether RunPod has not done what was asked
   */
  record CloseIntent(PodName name, String reason, boolean isFailure) implements PodTask {}

  /**
   * A pod is to end for good.
   *
   * @param isFailure whether it did not come to run as it should
   */
  record Terminate(PodName name, String podId, String reason, boolean isFailure)
      implements PodTask {}

  /** A pod is to be stopped. */
  record Stop(PodName name, String podId, String reason) implements PodTask {}

  /** A stopped pod is to run again, at that rate per hour. */
  record Start(PodName name, String podId, Usd rate) implements PodTask {}

  /**
   * A pod is to be created.
   *
   * @param fleet its id
   * @param candidates ways that may be paid for, the most preferred first
   * @param head that a worker is to join
   */
  record Create(
      String fleet,
      SlotId slot,
      PodDeclaration declaration,
      List<PodCandidate> candidates,
      Optional<SlurmHead> head)
      implements PodTask {

    public Create {
      candidates = List.copyOf(candidates);
    }
  }

  /** Why a slot is not as it is wanted, and nothing is done about it now. */
  record Note(SlotId slot, String reason) implements PodTask {}
}
