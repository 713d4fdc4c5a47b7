package org.dubnium.daemon.fake;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.port.TransitionLock;
import org.jspecify.annotations.Nullable;

/** The lock, in memory. */
public final class FakeLock implements TransitionLock {

  private volatile boolean writable = true;
  private final AtomicBoolean held = new AtomicBoolean();
  private volatile @Nullable String deadOwner;

  /** Another daemon takes it, if it is free. */
  public void takeElsewhere() {
    held.set(true);
  }

  /** Somebody held it and died: whoever takes it next is told. */
  public void leftBy(String owner) {
    deadOwner = owner;
  }

  /** Its file cannot be written from now on. */
  public void makeUnwritable() {
    writable = false;
  }

  public boolean isHeld() {
    return held.get();
  }

  @Override
  public Optional<Held> acquire(TransitionId transition) throws IOException {
    if (!writable) {
      throw new IOException("Read-only file system");
    }
    if (!held.compareAndSet(false, true)) {
      return Optional.empty();
    }
    Optional<String> dead = Optional.ofNullable(deadOwner);
    deadOwner = null;
    return Optional.of(
        new Held() {
          @Override
          public Optional<String> takenOverFrom() {
            return dead;
          }

          @Override
          public void close() {
            held.set(false);
          }
        });
  }
}
