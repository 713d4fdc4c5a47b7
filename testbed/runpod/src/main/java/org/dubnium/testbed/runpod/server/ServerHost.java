package org.dubnium.testbed.runpod.server;

import org.dubnium.testbed.runpod.PodHost;

/** Runs the containers of a server's pods, and removes them with it. */
interface ServerHost extends PodHost, AutoCloseable {

  /** Removes everything that runs. */
  @Override
  void close();
}
