package org.dubnium.fleet.telemetry.scrape.exposition;

/**
 * A line that was passed over, as it could not be read.
 *
 * @param what for people: which line, which metric, and what is wrong
 * @param wanted whether it may have told something of interest
 */
public record Flaw(String what, boolean wanted) {}
