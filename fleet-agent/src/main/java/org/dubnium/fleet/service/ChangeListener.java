package org.dubnium.fleet.service;

import java.util.List;
import org.dubnium.fleet.alert.AlertEvent;

/** Is told of changes, to pass them on to people who look. Every method returns at once. */
public interface ChangeListener {

  /** Alerts fired, resolved or were acknowledged. */
  void alertsChanged(List<AlertEvent> events);

  /** Alert rules were made, changed or removed. */
  void rulesChanged();

  /**
   * Something was changed in the Slurm cluster.
   *
   * @param id of the job, or name of the node
   */
  void slurmChanged(String id);

  /** Something about the rented pods changed. */
  void podsChanged();

  /** The model server was put to sleep or woken. */
  void modelsChanged();
}
