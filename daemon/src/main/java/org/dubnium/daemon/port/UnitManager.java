package org.dubnium.daemon.port;

import java.util.Map;
import java.util.Set;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;

/** systemd, as far as a transition needs it. */
public interface UnitManager {

  /**
   * The state of these units, of those that their start would stop, and of all that would stop with
   * any of these. A unit that does not exist is there, with load state {@code not-found}.
   */
  Reading<Map<UnitName, UnitState>> read(Set<UnitName> units);

  /** Every unit of the host that is failed. */
  Reading<Set<UnitName>> failed();

  /** Whether the machine has finished starting up ({@code SystemState} is no longer starting). */
  Reading<Boolean> isBooted();

  /** Enqueues a start job with mode {@code replace}. */
  UnitJob start(UnitName unit);

  /**
   * Enqueues a restart job with mode {@code replace}: an attempt of its own, whether the unit is down or
   * waits to be started again. A start job would wait with it.
   */
  UnitJob restart(UnitName unit);

  /** Enqueues a stop job with mode {@code replace}. */
  UnitJob stop(UnitName unit);

  /**
   * Sets resource settings until the next boot; nulls are left as they are.
   *
   * @throws HostException if systemd refuses
   */
  void setProperties(UnitName unit, SliceSettings settings) throws HostException;

  /** Calls back, on a thread that may block, whenever some unit changed or a job ended. */
  void onChange(Runnable listener);
}
