package org.dubnium.testbed.runpod;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dubnium.testbed.runpod.catalog.Catalog;
import org.dubnium.testbed.runpod.catalog.HostGroup;

/** The machines with GPUs, and what is free on them. */
final class Stock {

  private final List<Machine> machines = new ArrayList<>();

  Stock(Catalog catalog) {
    for (HostGroup group : catalog.hosts()) {
      var center = catalog.dataCenter(group.dataCenterId()).orElseThrow();
      var gpu = catalog.gpu(group.gpuId()).orElseThrow();
      for (int index = 0; index < group.count(); index++) {
        machines.add(new Machine(center, group.cloud(), gpu, group.cudaVersion(), group.gpus()));
      }
    }
  }

  List<Machine> machines() {
    return List.copyOf(machines);
  }

  /** The machine with the most free GPUs among those that fit, if one has enough. */
  Optional<Machine> place(int count, Predicate<Machine> fits) {
    return machines.stream()
        .filter(machine -> machine.free() >= count && fits.test(machine))
        .max(Comparator.comparingInt(Machine::free));
  }

  /**
   * A level of {@code AvailabilityLevel}.
   *
   * @param count GPUs of one pod
   */
  String availability(int count, Predicate<Machine> fits) {
    int places = machines.stream().filter(fits).mapToInt(machine -> machine.free() / count).sum();
    if (places == 0) {
      return "NONE";
    }
    return places <= 2 ? "LOW" : places <= 8 ? "MEDIUM" : "HIGH";
  }
}
