package org.dubnium.daemon.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whoever wants to hear of a change. They are called on the thread that makes it. */
final class Listeners {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  void add(Runnable listener) {
    listeners.add(listener);
  }

  void call() {
    listeners.forEach(Runnable::run);
  }
}
