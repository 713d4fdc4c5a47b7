/** What the fleet agent tells other monitoring: Prometheus' text format, with dcgm-exporter's names. */
@NullMarked
package org.dubnium.fleet.telemetry.exposition;

import org.jspecify.annotations.NullMarked;
