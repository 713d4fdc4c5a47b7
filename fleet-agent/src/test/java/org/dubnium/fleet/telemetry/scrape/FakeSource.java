package org.dubnium.fleet.telemetry.scrape;

import java.util.concurrent.Callable;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;

/** A source that does what a test says. */
record FakeSource(String host, String name, Callable<NodeReading> reading) implements Source {

  @Override
  public NodeId node() {
    return new NodeId(host);
  }

  @Override
  public NodeReading read() throws SourceException, InterruptedException {
    try {
      return reading.call();
    } catch (SourceException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
