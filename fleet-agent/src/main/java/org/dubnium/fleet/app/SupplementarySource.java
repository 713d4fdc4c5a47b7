package org.dubnium.fleet.app;

import org.dubnium.fleet.domain.SupplementaryReadings;

/** Tells something of subjects beside what is read of nodes; asked once each round. */
@FunctionalInterface
interface SupplementarySource {

  SupplementaryReadings read() throws InterruptedException;
}
