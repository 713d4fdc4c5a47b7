package org.dubnium.testbed.runpod;

import org.dubnium.testbed.runpod.catalog.Cloud;
import org.dubnium.testbed.runpod.catalog.DataCenter;
import org.dubnium.testbed.runpod.catalog.GpuType;

/** A host with GPUs of one type, some of them free. */
final class Machine {

  final DataCenter dataCenter;
  final Cloud cloud;
  final GpuType gpu;
  final String cudaVersion;
  final int gpus;
  private int free;

  Machine(DataCenter dataCenter, Cloud cloud, GpuType gpu, String cudaVersion, int gpus) {
    this.dataCenter = dataCenter;
    this.cloud = cloud;
    this.gpu = gpu;
    this.cudaVersion = cudaVersion;
    this.gpus = gpus;
    this.free = gpus;
  }

  int free() {
    return free;
  }

  /** Takes GPUs, which must be free. */
  void take(int count) {
    free -= count;
  }

  void release(int count) {
    free = Math.min(gpus, free + count);
  }

  /** So many GPUs are free: others took the rest, or gave it back. */
  void setFree(int count) {
    free = Math.clamp(count, 0, gpus);
  }
}
