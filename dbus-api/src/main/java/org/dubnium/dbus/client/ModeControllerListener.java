package org.dubnium.dbus.client;

import org.dubnium.dbus.contract.NoticeInfo;
import org.dubnium.dbus.contract.ReasonInfo;
import org.dubnium.dbus.contract.XidInfo;

/**
 * Told what the mode controller announces, in its order and one after the other. It may block. What
 * is of no interest need not be implemented.
 */
public interface ModeControllerListener {

  /** The properties have changed, or may have: ask for them. */
  default void propertiesChanged() {}

  /** The properties of {@code Models} have changed: ask for them. */
  default void modelsChanged() {}

  /** The mode controller has come, or has gone; one that comes after another may be a newer one. */
  default void ownerChanged(boolean present) {}

  default void jobNew(long id, String mode) {}

  /** A job goes on, or waits for something: ask for it. */
  default void jobChanged(long id) {}

  /** A job has come to its end, and {@link #jobRemoved} follows. */
  default void jobFinished(long id, String outcome, ReasonInfo reason) {}

  default void jobRemoved(long id, String mode, String outcome) {}

  /** The host is about to be changed ({@code start}), or is no longer being changed. */
  default void prepareForTransition(boolean start, String from, String to, NoticeInfo notice) {}

  /** A hold has ended; {@code why} is {@code released disconnected exited}. */
  default void holdReleased(long cookie, String why) {}

  /** The driver reports an error of a GPU. */
  default void gpuError(String uuid, XidInfo error) {}

  /** A GPU was {@code added removed lost}. */
  default void gpuChanged(String uuid, String kind) {}
}
