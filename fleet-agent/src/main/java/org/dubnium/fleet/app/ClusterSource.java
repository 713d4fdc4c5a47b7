package org.dubnium.fleet.app;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.domain.SubjectReading;
import org.dubnium.fleet.domain.SupplementaryReadings;
import org.dubnium.fleet.slurm.SlurmReading;

/**
 * The Slurm cluster. One that does not answer is there still; where there are no commands to ask it,
 * there is none.
 */
record ClusterSource(Supplier<SlurmReading> slurm) implements SupplementarySource {

  @Override
  public SupplementaryReadings read() {
    return switch (slurm.get()) {
      case SlurmReading.Known known ->
          SupplementaryReadings.of(
              new SubjectReading(Subject.Cluster.SLURM, known.at(), known.status().metrics()));
      case SlurmReading.Silent _ -> new SupplementaryReadings(List.of(), Set.of(Subject.Cluster.SLURM));
      case SlurmReading.Absent _ -> SupplementaryReadings.nothing();
    };
  }
}
