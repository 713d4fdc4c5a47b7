package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.dubnium.fleet.alert.Beside;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.slurm.SlurmReading;
import org.junit.jupiter.api.Test;

class RoundsTest {

  @Test
  void aClusterThatDoesNotAnswerIsNotOneThatIsNotThere() {
    assertEquals(
        new Beside(List.of(), Set.of(new NodeId("slurm"))),
        Rounds.observe(new SlurmReading.Silent("timed out")));
    assertEquals(Beside.nothing(), Rounds.observe(new SlurmReading.Absent("no sinfo here")));
  }
}
