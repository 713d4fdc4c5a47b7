package org.dubnium.daemon.domain.model;

import java.time.Instant;

/** By what a changed file is told without reading it. */
public record FileStamp(long bytes, Instant modified) {}
