package org.dubnium.fleet.slurm;

/** Why Slurm did not do what it was asked for. */
public final class SlurmRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kind of reason it is. */
  public enum Kind {
    /** What was asked for is none that Slurm could be asked for. */
    INVALID,
    /** Slurm's commands are not here, or what was named is not in the cluster. */
    UNKNOWN,
    /** This service may not do that. */
    FORBIDDEN,
    /** Slurm says no. */
    REFUSED,
    /** Slurm does not answer, or not in time; whether it did what it was asked for is not known. */
    SILENT
  }

  private final Kind kind;

  /**
   * Makes one.
   *
   * @param message begins with "cannot", and has Slurm's own words where there are any
   */
  SlurmRefusal(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  SlurmRefusal(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
