package org.dubnium.daemon.fake;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.dubnium.daemon.port.HoldMemory;

/** Remembered holds in memory. */
public final class FakeHoldMemory implements HoldMemory {

  private final AtomicReference<Remembered> remembered =
      new AtomicReference<>(Remembered.NOTHING);

  @Override
  public Remembered read() {
    return remembered.get();
  }

  @Override
  public void write(Remembered holds) throws IOException {
    remembered.set(holds);
  }
}
