package org.dubnium.fleet.alert.store;

import org.dubnium.fleet.alert.ExpectedGpus;

/** What is known of GPUs, where a test is about something else. */
final class GpuChanges {

  /** No GPU came or went. */
  static final AlertStore.Change SAME_GPUS =
      new AlertStore.Change(ExpectedGpus.NONE, ExpectedGpus.NONE);

  private GpuChanges() {}
}
