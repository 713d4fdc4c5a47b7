package org.dubnium.daemon.domain.mode;

/** How a mode uses the GPUs that change hands. */
public enum GpuUse {
  /** GPUs are shared with whoever uses them already. */
  SHARED,
  /** The compute GPUs must be released by everybody else before the mode is entered. */
  EXCLUSIVE
}
