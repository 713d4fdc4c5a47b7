package org.dubnium.fleet.alert;

/** Tells the channels what the store says they are to be told. */
@FunctionalInterface
public interface Notifier {

  /** There may be something to tell. Returns at once. */
  void wake();
}
