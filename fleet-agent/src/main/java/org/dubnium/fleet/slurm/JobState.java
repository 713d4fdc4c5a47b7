package org.dubnium.fleet.slurm;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The state of a job: squeue(1), JOB STATE CODES. */
public enum JobState {
  PENDING(Stage.PENDING),
  CONFIGURING(Stage.RUNNING),
  RUNNING(Stage.RUNNING),
  SUSPENDED(Stage.RUNNING),
  /** Over, but its processes and its epilog are not. */
  COMPLETING(Stage.RUNNING),
  COMPLETED(Stage.COMPLETED),
  FAILED(Stage.FAILED),
  TIMEOUT(Stage.FAILED),
  NODE_FAIL(Stage.FAILED),
  BOOT_FAIL(Stage.FAILED),
  OUT_OF_MEMORY(Stage.FAILED),
  DEADLINE(Stage.FAILED),
  CANCELLED(Stage.CANCELLED),
  PREEMPTED(Stage.CANCELLED),
  REVOKED(Stage.CANCELLED),
  /** One that this version does not know. */
  UNKNOWN(Stage.UNKNOWN);

  /** The stages that jobs are counted by. */
  enum Stage {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    UNKNOWN
  }

  /** Flags that override the state they come with; the first match counts. */
  private static final List<JobState> FLAGS = List.of(COMPLETING, CONFIGURING);

  private static final Set<String> QUEUED_AGAIN =
      Set.of("REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD");

  /** Resources of it change, or its output is staged, while it runs. */
  private static final Set<String> AT_WORK =
      Set.of("RESIZING", "SIGNALING", "STAGE_OUT", "STOPPED");

  private final Stage stage;

  JobState(Stage stage) {
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }

  /** Of a state and its flags, in any order. */
  static JobState of(Collection<String> words) {
    Set<String> upper =
        words.stream().map(word -> word.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    for (JobState flag : FLAGS) {
      if (upper.contains(flag.name())) {
        return flag;
      }
    }
    if (upper.stream().anyMatch(QUEUED_AGAIN::contains)) {
      return PENDING;
    }
    for (JobState state : values()) {
      if (upper.contains(state.name())) {
        return state;
      }
    }
    return upper.stream().anyMatch(AT_WORK::contains) ? RUNNING : UNKNOWN;
  }
}
