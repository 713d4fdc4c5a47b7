/**
 * The text in which exporters tell their metrics: Prometheus' text format 0.0.4 and OpenMetrics
 * 1.0. Everything that is read comes from outside and is bounded.
 */
@NullMarked
package org.dubnium.fleet.telemetry.scrape.exposition;

import org.jspecify.annotations.NullMarked;
