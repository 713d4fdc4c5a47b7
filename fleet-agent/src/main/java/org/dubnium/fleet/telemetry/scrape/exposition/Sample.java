package org.dubnium.fleet.telemetry.scrape.exposition;

/**
 * One line of an exporter's text. The time that may stand there is checked and passed over: all
 * that is read of a node at once has one time.
 */
public record Sample(String name, Labels labels, double value) {}
