package org.dubnium.fleet.alert;

/** Delivers the notifications that are queued in the store. */
@FunctionalInterface
public interface Notifier {

  /** There may be new notifications. Returns at once. */
  void wake();
}
