package org.dubnium.testbed.runpod;

import org.dubnium.testbed.runpod.catalog.Cloud;
import org.dubnium.testbed.runpod.catalog.CpuType;
import org.dubnium.testbed.runpod.catalog.DataCenter;

/** What a pod computes with, and where. */
sealed interface Compute {

  Cloud cloud();

  DataCenter dataCenter();

  /** USD per hour of the whole. */
  double price();

  /** GPUs of a machine. */
  record Gpus(Machine machine, int count) implements Compute {

    @Override
    public Cloud cloud() {
      return machine.cloud;
    }

    @Override
    public DataCenter dataCenter() {
      return machine.dataCenter;
    }

    @Override
    public double price() {
      return machine.gpu.price(machine.cloud) * count;
    }
  }

  /** Virtual CPUs. */
  record Cpus(CpuType type, int count, DataCenter dataCenter) implements Compute {

    @Override
    public Cloud cloud() {
      return Cloud.SECURE;
    }

    @Override
    public double price() {
      return type.pricePerCpu() * count;
    }

    /** GB of memory. */
    int memory() {
      return (int) Math.max(1, Math.round(type.ramPerCpu() * count));
    }
  }
}
