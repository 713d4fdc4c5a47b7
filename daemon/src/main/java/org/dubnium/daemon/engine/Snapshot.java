package org.dubnium.daemon.engine;

import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.observation.Observation;

/** An observation with what it says about the mode. */
public record Snapshot(Observation observation, Classification classification) {}
