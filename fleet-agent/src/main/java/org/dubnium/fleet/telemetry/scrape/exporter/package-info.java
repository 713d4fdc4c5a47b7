/**
 * The exporters that a node may run: reading one over HTTP, and what each one's metrics mean. Units
 * are turned into those of {@link org.dubnium.fleet.domain.Metric}.
 */
@NullMarked
package org.dubnium.fleet.telemetry.scrape.exporter;

import org.jspecify.annotations.NullMarked;
