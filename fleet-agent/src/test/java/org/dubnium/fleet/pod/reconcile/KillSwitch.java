package org.dubnium.fleet.pod.reconcile;

/** Ends the process that is simulated, at one of the points that it passes. */
final class KillSwitch {

  /** The process ends here; nothing of it runs any longer. */
  static final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private int left;

  /** The process ends at that point of those to come, from 1; 0 for never. */
  void arm(int points) {
    left = points;
  }

  /** Before and after each call and each commit. */
  void point() {
    if (left > 0 && --left == 0) {
      throw new Killed();
    }
  }
}
