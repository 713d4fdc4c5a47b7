package org.dubnium.fleet.slurm;

/** A command of Slurm failed, or printed what cannot be understood. */
final class SlurmException extends Exception {

  private static final long serialVersionUID = 1L;

  SlurmException(String message) {
    super(message);
  }

  SlurmException(String message, Throwable cause) {
    super(message, cause);
  }
}
