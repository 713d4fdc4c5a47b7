package org.dubnium.fleet.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.slurm.SlurmCommands;
import org.dubnium.fleet.slurm.SlurmReading;
import org.dubnium.fleet.slurm.SlurmSettings;

/** Asks Slurm again and again, and remembers what it said last. */
final class SlurmWatch implements AutoCloseable {

  private final SlurmCommands commands;
  private final Duration interval;
  private final Thread thread;
  private volatile SlurmReading last = new SlurmReading.Absent("not asked yet");

  private SlurmWatch(SlurmCommands commands, Duration interval, boolean enabled) {
    this.commands = commands;
    this.interval = interval;
    this.thread = Thread.ofVirtual().name("slurm").unstarted(this::watch);
    if (enabled) {
      thread.start();
    } else {
      last = new SlurmReading.Absent("slurm.enabled is false");
    }
  }

  static SlurmWatch start(FleetConfiguration configuration, InstantSource clock, Executor threads) {
    return new SlurmWatch(
        new SlurmCommands(SlurmSettings.DEFAULT, clock, threads),
        configuration.polling().interval(),
        configuration.slurm());
  }

  SlurmReading last() {
    return last;
  }

  private void watch() {
    try {
      while (true) {
        last = commands.read();
        Thread.sleep(interval);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
